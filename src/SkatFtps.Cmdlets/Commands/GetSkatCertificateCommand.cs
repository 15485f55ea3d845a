using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Cmdlets.Completion;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatCertificate", DefaultParameterSetName = "Store")]
[OutputType(typeof(SkatCertificate))]
public sealed class GetSkatCertificateCommand : GatewayCmdlet
{
    /// <summary>A .p12 or .pfx file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [Alias("FullName", "PSPath", "CertificatePath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The file's own password. By its longer name first, for objects that also hold the gateway's as Password.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [Alias("Password")]
    public SecureString? CertificatePassword { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Thumbprint")]
    [Alias("CertificateThumbprint")]
    [ArgumentCompleter(typeof(ThumbprintCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Thumbprint { get; set; } = [];

    /// <summary>By value first: what a certificate drive writes also has a PSPath, which is no file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Certificate")]
    [ValidateNotNull]
    public X509Certificate2[] Certificate { get; set; } = [];

    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Path":
                foreach (string path in Path)
                {
                    string full = GetUnresolvedProviderPathFromPSPath(path);
                    Write(() => OcesCertificate.FromFile(full, CertificatePassword), full);
                }

                break;
            case "Thumbprint":
                foreach (string thumbprint in Thumbprint)
                {
                    Write(() => OcesCertificate.FromStore(thumbprint), "store My");
                }

                break;
            case "Certificate":
                foreach (X509Certificate2 certificate in Certificate)
                {
                    Write(() => OcesCertificate.FromCertificate(certificate, null), "object");
                }

                break;
            default:
                foreach (KeyValuePair<StoreLocation, OcesCertificate> one in OcesCertificate.FromStores())
                {
                    Write(() => one.Value, $"store {one.Key}\\My");
                }

                break;
        }
    }

    private void Write(Func<OcesCertificate> load, string source)
    {
        SkatCertificate described;
        try
        {
            using OcesCertificate certificate = load();
            described = SkatCertificate.Describe(certificate, source, DateTimeOffset.Now);
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, source);
            return;
        }

        WriteObject(described);
    }
}
