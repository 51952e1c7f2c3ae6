using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using InstanceProfile = Mantle.Core.Accounts.InstanceProfile;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class CreateInstanceProfile
{
    public static Access Requires(CreateInstanceProfileRequest r, Call c) =>
        new(Actions.CreateInstanceProfile, EntityArn.New(c.Account, "instance-profile", r.Path, r.InstanceProfileName))
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(
                r.Tags,
                Actions.TagInstanceProfile,
                EntityArn.New(c.Account, "instance-profile", r.Path, r.InstanceProfileName)
            ),
        };

    public static CreateInstanceProfileResponse Execute(CreateInstanceProfileRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var account = change.Account;
        if (account.InstanceProfiles.Find(r.InstanceProfileName) is not null)
            throw Errors.EntityAlreadyExists($"Instance Profile {r.InstanceProfileName} already exists.");
        Quota.Check(change, "InstanceProfilesPerAccount", Quota.InstanceProfiles, account.InstanceProfiles.Count);
        var profile = new InstanceProfile
        {
            Name = r.InstanceProfileName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.InstanceProfile),
            Arn = EntityArn.New(account, "instance-profile", r.Path, r.InstanceProfileName),
            CreateDate = change.Time,
            Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
        };
        change.Put(profile);
        return new CreateInstanceProfileResponse
        {
            InstanceProfile = Answers.Of(profile, change.Account) with { Tags = Answers.Tags(profile.Tags) },
        };
    }
}
