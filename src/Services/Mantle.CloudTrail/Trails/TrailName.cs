using System.Buffers;
using System.Net;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

/// <summary>
/// The rules for a trail's name
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html#API_CreateTrail_RequestSyntax"/>).
/// </summary>
static class TrailName
{
    const int Shortest = 3,
        Longest = 128;

    static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <exception cref="Wire.ApiException">InvalidTrailNameException.</exception>
    public static void Check(string name)
    {
        if (name.Length < Shortest)
            throw Invalid($"Trail name too short. Minimum allowed length: {Shortest} characters. {Specified(name)}");
        if (name.Length > Longest)
            throw Invalid($"Trail name too long. Maximum allowed length: {Longest} characters. {Specified(name)}");
        if (name.AsSpan().ContainsAnyExcept(Allowed))
            throw Invalid(
                "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and "
                    + "underscores (_)."
            );
        if (!char.IsAsciiLetterOrDigit(name[0]))
            throw Invalid("Trail name must starts with a letter or number.");
        if (!char.IsAsciiLetterOrDigit(name[^1]))
            throw Invalid("Trail name must ends with a letter or number.");
        for (var i = 1; i < name.Length; i++)
            if (!char.IsAsciiLetterOrDigit(name[i]) && !char.IsAsciiLetterOrDigit(name[i - 1]))
                throw Invalid("Trail name cannot have adjacent periods, hyphens, or underscores.");
        if (name.Split('.').Length == 4 && IPAddress.TryParse(name, out _))
            throw Invalid("Trail name cannot be in IP address format.");
    }

    static string Specified(string name) => $"Specified name length: {name.Length} characters.";

    static Wire.ApiException Invalid(string message) => Errors.InvalidTrailNameException(message);
}
