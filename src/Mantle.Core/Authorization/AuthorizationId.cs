using System.Security.Cryptography;

namespace Mantle.Core.Authorization;

/// <summary>
/// Ids of denials, in AWS's form: lower-case letters and digits
/// (<see href="https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html"/>).
/// </summary>
public static class AuthorizationId
{
    /// <summary>Length of an id, in characters: 129 random bits.</summary>
    const int Length = 25;

    public static string New() => RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", Length);
}
