using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

[Operation]
static class CreateProfile
{
    const int DefaultSeconds = 3_600;

    public static ValueTask<string> PrepareAsync(CreateProfileRequest r, Call c, CancellationToken cancellation) =>
        new(Guid.NewGuid().ToString());

    public static Access Requires(CreateProfileRequest r, Call c, string id)
    {
        var access = AccessTo.New<Profile>(c, Actions.CreateProfile, id, r.Tags);
        return access with { And = [.. access.And, .. ProfileInput.Passing(r.RoleArns)] };
    }

    public static ProfileDetailResponse Execute(CreateProfileRequest r, Change change, string id)
    {
        ProfileInput.Check(change.Call, r.RoleArns, r.SessionPolicy);
        Quota.Check<Profile>(change, Quota.Profiles, "profiles");
        var profile = new Profile
        {
            Id = id,
            Region = change.Call.Region,
            Name = r.Name,
            RoleArns = [.. r.RoleArns],
            ManagedPolicyArns = r.ManagedPolicyArns is null ? [] : [.. r.ManagedPolicyArns],
            SessionPolicy = r.SessionPolicy,
            DurationSeconds = r.DurationSeconds ?? DefaultSeconds,
            AcceptsSessionNames = r.AcceptRoleSessionName == true,
            RequiresInstanceProperties = r.RequireInstanceProperties == true,
            Mappings = CertificateTags.Default,
            Enabled = r.Enabled == true,
            CreatedBy = change.Call.Caller.Arn,
            CreateDate = change.Time,
            UpdateDate = change.Time,
            Tags = TagInput.New(r.Tags),
        };
        change.Put(profile);
        return ProfileShape.Answer(change.Call, profile);
    }
}
