using System;
using System.Collections.Generic;
using System.Globalization;
using System.Resources;
using SkatFtps.Gateway;

namespace SkatFtps.Errors;

/// <summary>What is known of each error: words in the language of the UI culture, English where there is none.</summary>
internal static class ErrorCatalogue
{
    private static readonly ResourceManager Texts = new("SkatFtps.Errors.ErrorTexts", typeof(ErrorCatalogue).Assembly);
    private static readonly Dictionary<string, ErrorEntry> ById = Index();

    // What a text speaks of when nothing particular is known.
    private static readonly (string Name, string Value)[] General =
    [
        ("host", $"{GatewayEndpoint.Production.Host} or {GatewayEndpoint.Test.Host}"),
        ("gateway", $"{GatewayEndpoint.Production.Host} or {GatewayEndpoint.Test.Host} port {GatewayEndpoint.DefaultPort}"),
        ("portal", CertificatePortal.For(null)),
    ];

    /// <summary>By id in any case; null when it is not known.</summary>
    public static ErrorEntry? Find(string id) => ById.TryGetValue(id, out ErrorEntry? entry) ? entry : null;

    /// <summary>What happened, in general.</summary>
    public static string Happened(string id) => Text(id + ".Happened") ?? string.Empty;

    public static string Helper(ErrorHelper helper) => Text("Helper." + helper) ?? string.Empty;

    /// <summary>What to do; null for an id that the catalogue does not hold.</summary>
    /// <param name="id">The error id.</param>
    /// <param name="values">What stands for <c>{name}</c> in the text.</param>
    public static string? Advice(string id, params (string Name, string Value)[] values) => Fill(Text(id + ".Advice"), values);

    /// <summary>What to do in a case that the id knows more closely, or in general where it does not know the case.</summary>
    public static string? AdviceFor(string id, string? variant, params (string Name, string Value)[] values) =>
        Fill((variant is null ? null : Text($"{id}.Advice.{variant}")) ?? Text(id + ".Advice"), values);

    /// <summary>The entry for a status file: its error code, else its message, else the step as such.</summary>
    public static ErrorEntry ForStatus(int code, string? errorCode, string? errorMessage)
    {
        if (code == 0)
        {
            foreach (ErrorEntry entry in ErrorEntries.All)
            {
                if (entry.Kind == ErrorKind.StatusCode && (Spells(entry, errorCode) || Spells(entry, errorMessage)))
                {
                    return entry;
                }
            }
        }

        return ById[code == (int)StatusStep.Pending ? "StatusPending" : "Status" + code.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>Letters only, in capitals: how SKAT spells the older texts as codes is not known.</summary>
    public static string Letters(string text)
    {
        var letters = new System.Text.StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetter(c))
            {
                letters.Append(char.ToUpperInvariant(c));
            }
        }

        return letters.ToString();
    }

    private static bool Spells(ErrorEntry entry, string? text) => text is not null && Letters(text) == Letters(entry.Id);

    private static string? Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture);

    private static string? Fill(string? text, (string Name, string Value)[] values)
    {
        if (text is null)
        {
            return null;
        }

        foreach ((string name, string value) in values)
        {
            text = text.Replace("{" + name + "}", value);
        }

        foreach ((string name, string value) in General)
        {
            text = text.Replace("{" + name + "}", value);
        }

        return text;
    }

    private static Dictionary<string, ErrorEntry> Index()
    {
        var byId = new Dictionary<string, ErrorEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (ErrorEntry entry in ErrorEntries.All)
        {
            byId.Add(entry.Id, entry);
        }

        return byId;
    }
}
