using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class CreatePolicy
{
    public static Access Requires(CreatePolicyRequest r, Call c) =>
        new(Actions.CreatePolicy, EntityArn.New(c.Account, "policy", r.Path, r.PolicyName))
        {
            ShownResource = $"policy {r.PolicyName}",
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(r.Tags, Actions.TagPolicy, EntityArn.New(c.Account, "policy", r.Path, r.PolicyName)),
        };

    public static CreatePolicyResponse Execute(CreatePolicyRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var account = change.Account;
        var document = ManagedDocument.Checked(r.PolicyDocument);
        if (account.Policies.Find(r.PolicyName) is not null)
            throw Errors.EntityAlreadyExists($"A policy called {r.PolicyName} already exists. Duplicate names are not allowed.");
        Quota.Check(change, "PoliciesPerAccount", Quota.Policies, account.Policies.Count);
        var policy = new ManagedPolicy
        {
            Name = r.PolicyName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.ManagedPolicy),
            Arn = EntityArn.New(account, "policy", r.Path, r.PolicyName),
            Description = r.Description,
            CreateDate = change.Time,
            UpdateDate = change.Time,
            Versions = [new ManagedPolicyVersion(1, document, change.Time)],
            DefaultVersion = 1,
            NextVersion = 2,
            Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
        };
        change.Put(policy);
        return new CreatePolicyResponse { Policy = Answers.Listed(policy, change.Account) with { Tags = Answers.Tags(policy.Tags) } };
    }
}
