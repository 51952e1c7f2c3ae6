using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

static class ProfileShape
{
    public static ProfileDetailResponse Answer(Call call, Profile profile) => new() { Profile = Of(call, profile) };

    public static ProfileDetail Of(Call call, Profile profile) =>
        new()
        {
            ProfileId = profile.Id,
            ProfileArn = ResourceArn.Of<Profile>(call, profile.Id),
            Name = profile.Name,
            RoleArns = profile.RoleArns,
            ManagedPolicyArns = profile.ManagedPolicyArns,
            SessionPolicy = profile.SessionPolicy,
            DurationSeconds = profile.DurationSeconds,
            AcceptRoleSessionName = profile.AcceptsSessionNames,
            RequireInstanceProperties = profile.RequiresInstanceProperties,
            AttributeMappings =
            [
                .. profile.Mappings.Select(mapping => new AttributeMapping
                {
                    CertificateField = mapping.Field,
                    MappingRules = [.. mapping.Specifiers.Select(specifier => new MappingRule { Specifier = specifier })],
                }),
            ],
            Enabled = profile.Enabled,
            CreatedBy = profile.CreatedBy,
            CreatedAt = profile.CreateDate,
            UpdatedAt = profile.UpdateDate,
        };
}
