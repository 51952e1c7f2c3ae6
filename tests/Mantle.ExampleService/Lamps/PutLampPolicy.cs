using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.ResourcePolicies;
using Mantle.ExampleService.Entities;
using Mantle.Policy;
using Mantle.Wire;
using Mantle.Wire.Lamps;

namespace Mantle.ExampleService.Lamps;

[Operation]
static class PutLampPolicy
{
    /// <summary>Parses the policy, and takes the accounts that it names into view.</summary>
    public static ValueTask<ResourcePolicyDraft> PrepareAsync(PutLampPolicyRequest r, Call c, CancellationToken cancellation) =>
        ResourcePolicyDraft.PrepareAsync(c, r.Policy);

    public static Access Requires(PutLampPolicyRequest r, Call c) => new(Actions.PutLampPolicy, new StoredLamp(r.Name).ArnIn(c.Account));

    public static void Execute(PutLampPolicyRequest r, Change change, ResourcePolicyDraft draft)
    {
        var lamp =
            change.Account.Slices.Table<StoredLamp>().Find(r.Name) ?? throw Errors.NoSuchLampException($"There is no lamp {r.Name}.");
        if (draft.Document is not { } document)
            throw Errors.MalformedPolicyException(draft.Problems[0].Message);
        if (PolicyValidator.Validate(document, PolicyType.Resource) is [var problem, ..])
            throw Errors.MalformedPolicyException(problem.Message);
        var ids = draft.BindPrincipals(change.Call, change.Account, NoSuchPrincipal);
        change.Put(lamp with { Policy = new ResourcePolicy(PolicyText.Of(r.Policy), ids) });
    }

    static ApiException NoSuchPrincipal(string principal) => Errors.MalformedPolicyException($"There is no principal {principal}.");
}
