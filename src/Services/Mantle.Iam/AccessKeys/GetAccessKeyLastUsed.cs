using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessKeys;

[Operation]
sealed class GetAccessKeyLastUsed(LastUsed lastUsed)
{
    public ValueTask<LastUse?> PrepareAsync(GetAccessKeyLastUsedRequest r, Call c, CancellationToken cancellation) =>
        lastUsed.OfAsync(r.AccessKeyId);

    public static Access Requires(GetAccessKeyLastUsedRequest r, Call c) =>
        (
            c.Account.FindAccessKey(r.AccessKeyId).User is { } user
                ? AccessTo.User(c, Actions.GetAccessKeyLastUsed, user.Name)
                : new Access(Actions.GetAccessKeyLastUsed, $"arn:aws:iam::{c.Account.Id}:user/*")
        ) with
        {
            DeniedMessage = Denied(r, c),
        };

    public static GetAccessKeyLastUsedResponse Execute(GetAccessKeyLastUsedRequest r, Call c, LastUse? use)
    {
        var (user, key) = c.Account.FindAccessKey(r.AccessKeyId);
        if (key is null)
            throw CommonErrors.AccessDenied(Denied(r, c));
        return new GetAccessKeyLastUsedResponse
        {
            UserName = user?.Name,
            AccessKeyLastUsed = new()
            {
                LastUsedDate = use?.Time,
                ServiceName = use?.Service ?? "N/A",
                Region = use?.Region ?? "N/A",
            },
        };
    }

    /// <summary>The answer does not tell a missing key from another account's key, as AWS's does not.</summary>
    static string Denied(GetAccessKeyLastUsedRequest r, Call c) =>
        $"User: {c.Caller.Arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key {r.AccessKeyId}";
}
