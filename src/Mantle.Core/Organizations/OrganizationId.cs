using System.Security.Cryptography;

namespace Mantle.Core.Organizations;

/// <summary>New ids of organizations and what they have, in AWS's forms.</summary>
public static class OrganizationId
{
    const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string New() => "o-" + Random(10);

    public static string NewRoot() => "r-" + Random(4);

    /// <summary>A unit's id repeats the root's.</summary>
    public static string NewUnit(string rootId) => $"ou-{rootId[2..]}-{Random(8)}";

    public static string NewPolicy() => "p-" + Random(8);

    public static string NewHandshake() => "h-" + Random(8);

    public static string NewAccountCreation() => "car-" + Random(32);

    public static string NewResourcePolicy() => "rp-" + Random(8);

    public static string NewTransfer() => "rt-" + Random(8);

    static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
