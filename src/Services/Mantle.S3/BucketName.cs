using System.Net;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>
/// The rules for bucket names (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"/>).
/// </summary>
static class BucketName
{
    static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static bool IsValid(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal)
        && !IsAddress(name)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    public static ApiException Invalid(string name) => Errors.InvalidBucketName().With(("BucketName", name));

    static bool IsAddress(string name) => name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _);
}
