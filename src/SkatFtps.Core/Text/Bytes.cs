namespace SkatFtps.Text;

/// <summary>Comparison of bytes; .NET Framework has none that is quick.</summary>
internal static class Bytes
{
    public static bool AreSame(byte[] one, byte[] other) => one.Length == other.Length && AreSame(one, 0, other, 0, one.Length);

    /// <param name="one">Holds at least <paramref name="count"/> bytes from <paramref name="at"/> on.</param>
    /// <param name="at">Where to begin in it.</param>
    /// <param name="other">Holds at least <paramref name="count"/> bytes from <paramref name="from"/> on.</param>
    /// <param name="from">Where to begin in the other.</param>
    /// <param name="count">How many.</param>
    public static bool AreSame(byte[] one, int at, byte[] other, int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (one[at + i] != other[from + i])
            {
                return false;
            }
        }

        return true;
    }

    public static bool BeginsWith(byte[] bytes, params byte[] start) =>
        bytes.Length >= start.Length && AreSame(bytes, 0, start, 0, start.Length);
}
