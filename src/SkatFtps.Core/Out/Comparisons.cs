using System.Threading;

namespace SkatFtps.Out;

/// <summary>How many files one run fetches only to compare them with what was fetched before.</summary>
internal sealed class Comparisons
{
    public const int Maximum = 200;

    private int _taken;
    private int _refused;

    /// <summary>How many were not compared because there had been enough.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Asks for one more.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Maximum)
        {
            return true;
        }

        Interlocked.Increment(ref _refused);
        return false;
    }

    /// <summary>Files that were passed over because newer ones come first.</summary>
    public void Refuse(int files) => Interlocked.Add(ref _refused, files);

    /// <summary>How many more there may be.</summary>
    public int Left
    {
        get
        {
            int left = Maximum - Volatile.Read(ref _taken);
            return left > 0 ? left : 0;
        }
    }

    /// <summary>What is to be told of them; null when nothing.</summary>
    public string? Tell(string whatBecomesOfThem) => Refused == 0 ? null :
        $"{Refused} files in /out have names that are known, and their times do not prove that they are what was fetched before; a run"
            + $" compares {Maximum} at most, the newest first. The others {whatBecomesOfThem}.";
}
