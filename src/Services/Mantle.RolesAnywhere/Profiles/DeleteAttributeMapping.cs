using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

/// <summary>Removes rules for one field of a certificate: those with the given specifiers, or all.</summary>
[Operation]
static class DeleteAttributeMapping
{
    public static Access Requires(DeleteAttributeMappingRequest r, Call c) =>
        AccessTo.One<Profile>(c, Actions.DeleteAttributeMapping, r.ProfileId);

    public static DeleteAttributeMappingResponse Execute(DeleteAttributeMappingRequest r, Change change)
    {
        var profile = Existing.Profile(change.Call, change.Account, r.ProfileId);
        var mapping =
            profile.Mappings.FirstOrDefault(each => each.Field == r.CertificateField)
            ?? throw Errors.ResourceNotFoundException($"The profile has no mapping for {r.CertificateField}.");
        var removed = r.Specifiers is { Count: > 0 } given
            ? given.Select(specifier => CertificateTags.Normal(r.CertificateField, specifier) ?? specifier).ToList()
            : [.. mapping.Specifiers];
        if (removed.Find(specifier => !mapping.Specifiers.Contains(specifier)) is { } missing)
            throw Errors.ResourceNotFoundException($"The profile has no mapping for {r.CertificateField} with the specifier '{missing}'.");
        var left = mapping with { Specifiers = [.. mapping.Specifiers.Except(removed, StringComparer.Ordinal)] };
        profile = profile with
        {
            Mappings = left.Specifiers.IsEmpty ? profile.Mappings.Remove(mapping) : profile.Mappings.Replace(mapping, left),
            UpdateDate = change.Time,
        };
        change.Put(profile);
        return new() { Profile = ProfileShape.Of(change.Call, profile) };
    }
}
