using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>The ARNs of CreateSession, which stand in the query string or in the body.</summary>
static class CreateSessionInput
{
    /// <summary>The request with every ARN in the one place where it is looked for.</summary>
    /// <exception cref="Wire.ApiException">ValidationException: one is missing, or both places have another one.</exception>
    public static CreateSessionRequest Merged(CreateSessionRequest r) =>
        r with
        {
            ProfileArn = One("profileArn", r.ProfileArn, r.BodyProfileArn),
            RoleArn = One("roleArn", r.RoleArn, r.BodyRoleArn),
            TrustAnchorArn = One("trustAnchorArn", r.TrustAnchorArn, r.BodyTrustAnchorArn),
            BodyProfileArn = null,
            BodyRoleArn = null,
            BodyTrustAnchorArn = null,
        };

    static string One(string name, string? inQuery, string? inBody)
    {
        if (inQuery is not null && inBody is not null && inQuery != inBody)
            throw Errors.ValidationException($"The query string and the body have different values for '{name}'.");
        return inQuery
            ?? inBody
            ?? throw Errors.ValidationException(
                $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
            );
    }
}
