@{
    RootModule             = 'bin/SkatFtps.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '77c8b9eb-16fb-40f9-9b00-2546a8a12045'
    Author                 = 'The SkatFtps authors'
    CompanyName            = 'The SkatFtps authors'
    Copyright              = '(c) The SkatFtps authors. MIT licence.'
    Description            = 'Files with the Danish tax authority''s FTPS Gateway: sends a file at most once, knows its fate, and keeps what came back.'

    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'

    TypesToProcess         = @('bin/Views/SkatFtps.Types.ps1xml')
    FormatsToProcess       = @(
        'bin/Views/SkatFtps.Connection.Format.ps1xml'
        'bin/Views/SkatFtps.Filing.Format.ps1xml'
        'bin/Views/SkatFtps.Answers.Format.ps1xml'
    )

    # Written out, so that a name can be completed and found before the module is loaded.
    CmdletsToExport        = @(
        'Connect-SkatGateway'
        'Disconnect-SkatGateway'
        'Get-SkatService'
        'Test-SkatFile'
        'Send-SkatFile'
        'Get-SkatStatus'
        'Wait-SkatStatus'
        'Remove-SkatStatus'
        'Receive-SkatResponse'
        'Get-SkatSubmission'
        'Resolve-SkatSubmission'
        'Export-SkatLedger'
        'Clear-SkatLedger'
        'Get-SkatCertificate'
        'Test-SkatGateway'
        'Get-SkatErrorInfo'
        'Start-SkatSimulator'
        'Stop-SkatSimulator'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()

    PrivateData            = @{
        PSData = @{
            Tags = @('SKAT', 'Skatteforvaltningen', 'FTPS', 'OCES3', 'Denmark', 'PSEdition_Desktop', 'PSEdition_Core')
        }
    }
}
