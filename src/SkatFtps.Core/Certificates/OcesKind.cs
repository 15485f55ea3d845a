namespace SkatFtps;

/// <summary>Whom a certificate stands for, by its subject's serialNumber.</summary>
public enum OcesKind
{
    /// <summary>Not an OCES certificate, as far as its subject tells.</summary>
    Unknown,

    /// <summary>An organisation or a system. VOCES and FOCES are one kind in OCES3: no field tells them apart.</summary>
    Organisation,

    /// <summary>An employee (MOCES).</summary>
    Employee,

    /// <summary>A private person: no company, so no gateway user.</summary>
    Person,
}
