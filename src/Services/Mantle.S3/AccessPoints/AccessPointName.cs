using System.Security.Cryptography;
using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.Wire.S3;
using Microsoft.AspNetCore.Http;

namespace Mantle.S3.AccessPoints;

/// <summary>
/// The names of an access point in the place of a bucket name: its ARN, its alias, or the host name that clients derive from the ARN
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html"/>).
/// </summary>
static class AccessPointName
{
    const string AliasSuffix = "-s3alias",
        AliasCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    const int LongestAliasedName = 20,
        AliasRandomLength = 34;

    /// <summary>The bucket behind an access point; null where the name is not an access point's.</summary>
    /// <exception cref="Wire.ApiException">The name has the form of an access point's, and there is no such access point.</exception>
    public static async ValueTask<BucketView?> FindAsync(Call call, string name)
    {
        if (call.FindBucket(name) is { } known)
            return known;
        if (await ReferenceAsync(call, name) is not var (accountId, pointName, isCertain))
            return null;
        await call.View.IncludeAsync(accountId);
        var point =
            (accountId == call.Account.Id && !call.Caller.IsAnonymous ? call.Account : call.FindAccount(accountId))?.AccessPoints.Find(
                pointName
            )
            ?? (
                name.EndsWith(AliasSuffix, StringComparison.Ordinal)
                    ? call.FindAccount(accountId)?.AccessPoints.All.FirstOrDefault(other => other.Alias == name)
                    : null
            );
        if (point is null)
            return isCertain ? throw Errors.NoSuchAccessPoint().With(("AccessPointName", pointName)) : null;
        await call.FindBucketAsync(point.Bucket);
        call.NoteAccessPoint(name, accountId, point.Name);
        return call.FindBucket(name) ?? throw Existing.NoSuchBucket(point.Bucket);
    }

    /// <summary>A new alias for an access point, 63 characters at most.</summary>
    public static string NewAlias(string name)
    {
        var start = name[..Math.Min(name.Length, LongestAliasedName)].TrimEnd('-');
        return $"{start}-{RandomNumberGenerator.GetString(AliasCharacters, AliasRandomLength)}{AliasSuffix}";
    }

    public static bool IsValid(string name) =>
        name.Length is >= 3 and <= 50
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-'
        && !name.StartsWith("xn--", StringComparison.Ordinal)
        && !name.EndsWith(AliasSuffix, StringComparison.Ordinal);

    static async ValueTask<(AccountId AccountId, string Name, bool IsCertain)?> ReferenceAsync(Call call, string name)
    {
        if (
            name.StartsWith("arn:", StringComparison.Ordinal)
            && name.Split(':') is ["arn", "aws", "s3", _, var id, var resource]
            && AccountId.TryParse(id, out var account)
            && resource.StartsWith("accesspoint/", StringComparison.Ordinal)
        )
            return (account, resource["accesspoint/".Length..], true);
        if (name.EndsWith(AliasSuffix, StringComparison.Ordinal))
            return await call.View.FindOwnerAsync(S3Names.AccessPoint, name) is { } owner
                ? (owner, name, true)
                : throw Errors.NoSuchAccessPoint().With(("AccessPointName", name));
        // The host name counts only where it names the bucket; in a path the same text is a bucket's name.
        var host = new HostString(call.Body.Header("Host") ?? "").Host;
        return VirtualHost.BucketOf(host) == name && VirtualHost.AccessPointOf(host) is var (point, accountId, isCertain)
            ? (accountId, point, isCertain)
            : null;
    }
}
