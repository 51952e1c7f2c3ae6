using System.Security.Cryptography;

namespace Mantle.Core.Organizations;

/// <summary>Creates ids of organizations and their resources in AWS's formats.</summary>
public static class OrganizationId
{
    const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string New() => "o-" + Random(10);

    public static string NewRoot() => "r-" + Random(4);

    /// <summary>A new unit id, which contains the root's id.</summary>
    public static string NewUnit(string rootId) => $"ou-{rootId[2..]}-{Random(8)}";

    public static string NewPolicy() => "p-" + Random(8);

    public static string NewHandshake() => "h-" + Random(8);

    public static string NewAccountCreation() => "car-" + Random(32);

    public static string NewResourcePolicy() => "rp-" + Random(8);

    public static string NewTransfer() => "rt-" + Random(8);

    static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
