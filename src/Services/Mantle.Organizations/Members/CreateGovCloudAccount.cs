using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

/// <summary>Mantle has one partition, so no account is enabled for AWS GovCloud (US). The operation gives AWS's error for that.</summary>
[Operation]
static class CreateGovCloudAccount
{
    public static Access Requires(CreateGovCloudAccountRequest r, Call c)
    {
        var access = Administration.Access(c, Actions.CreateGovCloudAccount, AllowedCallers.Management) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static CreateGovCloudAccountResponse Execute(CreateGovCloudAccountRequest r, Call c)
    {
        Administration.Organization(c, AllowedCallers.Management);
        throw Errors.ConstraintViolationException(
            "The management account isn't enabled for AWS GovCloud (US).",
            ConstraintViolationExceptionReason.MasterAccountNotGovcloudEnabled
        );
    }
}
