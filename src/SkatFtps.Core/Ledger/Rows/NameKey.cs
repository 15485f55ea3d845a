using System.Text;

namespace SkatFtps.Ledger.Rows;

/// <summary>The form in which names are compared: without case, and alike however their accents are composed.</summary>
internal static class NameKey
{
    public static string Of(string name) => name.Normalize(NormalizationForm.FormC).ToUpperInvariant();
}
