namespace SkatFtps.Simulator.Certificates;

/// <summary>What a client certificate was issued to, and under which generation of OCES.</summary>
public enum IssuedKind
{
    /// <summary>OCES3 for an organisation or one of its systems: VOCES and FOCES alike, <c>UI:DK-O:G:</c>.</summary>
    Organisation,

    /// <summary>OCES3 for an employee: MOCES, <c>UI:DK-E:G:</c>.</summary>
    Employee,

    /// <summary>OCES3 for a person, <c>UI:DK-P:G:</c>, without a CVR number; cannot be a user of the gateway.</summary>
    Person,

    /// <summary>OCES2 for an organisation, <c>CVR:..-UID:..</c>, issued under TRUST2408.</summary>
    Oces2Organisation,

    /// <summary>OCES2 for an employee, <c>CVR:..-RID:..</c>.</summary>
    Oces2Employee,

    /// <summary>OCES2 for a function, <c>CVR:..-FID:..</c>.</summary>
    Oces2Function,

    /// <summary>OCES2 for a person, <c>PID:..</c>.</summary>
    Oces2Person,
}
