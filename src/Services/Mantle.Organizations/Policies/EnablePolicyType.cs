using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class EnablePolicyType
{
    public static Access Requires(EnablePolicyTypeRequest r, Call c) =>
        AccessTo.Of(c, Actions.EnablePolicyType, AllowedCallers.PolicyAdministrators, r.RootId).OfType(r.PolicyType);

    public static WriteTarget Writes(EnablePolicyTypeRequest r, Call c) => Administration.Writes(c);

    public static EnablePolicyTypeResponse Execute(EnablePolicyTypeRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        Existing.Root(organization, r.RootId);
        PolicyTypes.RequireAvailable(organization);
        if (organization.IsEnabled(r.PolicyType))
            throw Errors.PolicyTypeAlreadyEnabledException("The specified policy type is already enabled.");
        change.Put(organization.Settings! with { EnabledPolicyTypes = organization.Settings!.EnabledPolicyTypes.Add(r.PolicyType) });
        return new() { Root = Answers.RootOf(change.Organization!) };
    }
}
