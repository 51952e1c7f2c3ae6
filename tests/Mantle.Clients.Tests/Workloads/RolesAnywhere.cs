namespace Mantle.Clients.Tests.Workloads;

/// <summary>What an account has for servers outside.</summary>
static class RolesAnywhere
{
    /// <summary>
    /// Makes a trust anchor of <c>ca.pem</c>, a role named outside and a profile; returns the options with which the certificate
    /// <c>web.pem</c> gets the role.
    /// </summary>
    public static async Task<string> OptionsAsync(Terminal root, string folder)
    {
        var arns = await root.PrintsAsync(
            $$$"""
            set -e
            role=$(aws iam create-role --role-name outside --query Role.Arn --output text --assume-role-policy-document '{
                "Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},
                "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}')
            anchor=$(aws rolesanywhere create-trust-anchor --name servers --enabled --query trustAnchor.trustAnchorArn --output text \
                --source "sourceType=CERTIFICATE_BUNDLE,sourceData={x509CertificateData=$(cat {{{folder}}}/ca.pem)}")
            profile=$(aws rolesanywhere create-profile --name servers --enabled --role-arns $role --query profile.profileArn --output text)
            echo $anchor $profile $role
            """
        );
        return arns.Split(' ') is [var anchor, var profile, var role]
            ? $"--certificate {folder}/web.pem --private-key {folder}/web.key --trust-anchor-arn {anchor} --profile-arn {profile} "
                + $"--role-arn {role}"
            : throw new InvalidOperationException(arns);
    }
}
