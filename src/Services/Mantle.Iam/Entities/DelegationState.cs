namespace Mantle.Iam.Entities;

/// <summary>The state of a delegation request; the numbers are stored.</summary>
enum DelegationState : byte
{
    Unassigned = 1,
    Assigned = 2,
    PendingApproval = 3,
    Accepted = 4,
    Finalized = 5,
    Rejected = 6,
    Expired = 7,
}
