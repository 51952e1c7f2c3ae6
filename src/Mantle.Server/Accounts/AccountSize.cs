namespace Mantle.Server.Accounts;

/// <summary>About how many bytes an account takes in memory: its documents as they are, everything else by what such a thing takes on average.</summary>
static class AccountSize
{
    // Measured with a hundred thousand of each (bench/Mantle.Scale), nodes of tables and indexes included.
    const int Empty = 4_000, User = 1_400, Role = 1_700, Policy = 1_000, Other = 1_500, Part = 250;

    public static long Of(Account account)
    {
        long bytes = Empty + (Other * (account.InstanceProfiles.Count + account.VirtualMfaDevices.Count + account.ServerCertificates.Count + account.OidcProviders.Count + account.SamlProviders.Count));
        foreach (var user in account.Users.All)
            bytes += User + OfIdentity(user) + (Part * user.AccessKeys.Length) + (user.Credentials is null ? 0 : Other);
        foreach (var group in account.Groups.All)
            bytes += User + OfIdentity(group);
        foreach (var role in account.Roles.All)
            bytes += Role + OfIdentity(role) + role.Trust.Document.Bytes;
        foreach (var policy in account.Policies.All)
        {
            bytes += Policy;
            foreach (var version in policy.Versions)
                bytes += Part + version.Document.Bytes;
        }
        foreach (var bucket in account.Buckets.All)
            bytes += Other + (bucket.Policy?.Document.Bytes ?? 0);
        return bytes + (Part * account.Secrets.Count);
    }

    static long OfIdentity(Identity identity)
    {
        long bytes = 8 * identity.AttachedPolicies.Length;
        foreach (var policy in identity.InlinePolicies)
            bytes += Part + policy.Document.Bytes;
        return bytes + (identity is ActingIdentity acting ? Part * acting.Tags.Length : 0);
    }
}
