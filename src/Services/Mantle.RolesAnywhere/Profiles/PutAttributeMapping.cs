using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

/// <summary>Replaces the rules for one field of a certificate.</summary>
[Operation]
static class PutAttributeMapping
{
    public static Access Requires(PutAttributeMappingRequest r, Call c) =>
        AccessTo.One<Profile>(c, Actions.PutAttributeMapping, r.ProfileId);

    public static PutAttributeMappingResponse Execute(PutAttributeMappingRequest r, Change change)
    {
        var profile = Existing.Profile(change.Call, change.Account, r.ProfileId);
        var specifiers = r
            .MappingRules.Select(rule =>
                CertificateTags.Normal(r.CertificateField, rule.Specifier)
                ?? throw Errors.ValidationException($"The specifier '{rule.Specifier}' is not supported for {r.CertificateField}.")
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (specifiers.Count == 0)
            throw Errors.ValidationException("mappingRules has at least one rule; use DeleteAttributeMapping to remove them.");
        profile = profile with
        {
            Mappings =
            [
                .. profile
                    .Mappings.Where(mapping => mapping.Field != r.CertificateField)
                    .Append(new FieldMapping(r.CertificateField, [.. specifiers]))
                    .OrderBy(mapping => mapping.Field, StringComparer.Ordinal),
            ],
            UpdateDate = change.Time,
        };
        change.Put(profile);
        return new() { Profile = ProfileShape.Of(change.Call, profile) };
    }
}
