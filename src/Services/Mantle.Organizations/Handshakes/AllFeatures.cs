using Mantle.Core.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>
/// Enabling all features: every invited member approves, then the management account accepts
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html"/>).
/// </summary>
static class AllFeatures
{
    /// <summary>Opens the request for the management account once every member has approved.</summary>
    public static void OpenWhenApproved(Change change, string requestId)
    {
        var organization = change.Organization!;
        if (
            organization.Handshakes.Find(requestId) is { State: HandshakeRecord.Requested } request
            && organization.Handshakes.All.All(other =>
                other.ParentId != requestId
                || other.State == HandshakeRecord.Accepted
                || organization.Members.Find(other.AccountId!.Value) is null
            )
        )
            change.Put(request with { State = HandshakeRecord.Open });
    }

    /// <summary>Cancels the open approvals of a request that ended.</summary>
    public static void CancelApprovals(Change change, string requestId)
    {
        foreach (
            var approval in change.Organization!.Handshakes.All.Where(other => other.ParentId == requestId && other.IsPending).ToList()
        )
            change.Put(approval.End(HandshakeRecord.Canceled, change.Time));
    }
}
