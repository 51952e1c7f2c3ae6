using Mantle.CloudTrail.Entities;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Digests;

[Operation]
sealed class ListPublicKeys(ManagementAccount management)
{
    public async ValueTask<Access> RequiresAsync(ListPublicKeysRequest r, Call c, CancellationToken cancellation)
    {
        await c.View.IncludeAsync(management.Id);
        return new(Actions.ListPublicKeys, "*");
    }

    /// <summary>
    /// The keys that signed in a time, oldest first: now, if the request names no time. They fit into one page for the first decades.
    /// </summary>
    public ListPublicKeysResponse Execute(ListPublicKeysRequest r, Call c)
    {
        var end = r.EndTime ?? c.Time;
        var start = r.StartTime ?? end;
        if (start > end)
            throw Errors.InvalidTimeRangeException("Start time must be earlier than end time.");
        if (r.NextToken is not null)
            throw Errors.InvalidTokenException("The token is not valid.");
        var keys = c.FindAccount(management.Id)!.DigestKeys.All.Where(key => key.Start <= end && start <= key.End);
        return new()
        {
            PublicKeyList =
            [
                .. keys.OrderBy(key => key.Start)
                    .Select(key => new PublicKey
                    {
                        Fingerprint = key.Fingerprint,
                        Value = Convert.FromBase64String(key.PublicKey),
                        ValidityStartTime = key.Start,
                        ValidityEndTime = key.End,
                    }),
            ],
        };
    }
}
