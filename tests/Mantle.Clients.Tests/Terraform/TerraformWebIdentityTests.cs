namespace Mantle.Clients.Tests;

/// <summary>The AWS provider with <c>assume_role_with_web_identity</c>: Terraform has a token of an issuer, and no key.</summary>
[Trait("speed", "slow")]
public sealed class TerraformWebIdentityTests : FederationTest
{
    [Fact]
    public async Task A_token_or_a_file_with_it_is_enough()
    {
        Peer.Need();
        using var issuer = Peer.Start("node", ["issuer.mjs", "0"]);
        var issued = await issuer.ReadAsync();
        var (url, token) = (issued.GetProperty("issuer").GetString()!, issued.GetProperty("token").GetString()!);
        var name = url["http://".Length..];
        await admin.PrintsAsync($"aws iam create-open-id-connect-provider --url {url} --client-id-list sts.amazonaws.com");
        await TrustAsync(
            "cluster",
            $"oidc-provider/{name}",
            "sts:AssumeRoleWithWebIdentity",
            $"\"{name}:sub\":\"system:serviceaccount:default:app\""
        );
        await admin.PrintsAsync("aws iam attach-role-policy --role-name cluster --policy-arn arn:aws:iam::aws:policy/AdministratorAccess");
        var home = Directory.CreateDirectory(Path.Combine(folder, "cluster")).FullName;
        var file = Path.Combine(home, "token");
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);
        var terraform = await Terraform.OpenAsync(new Terminal(home, server.Endpoint), "web-identity");
        var role = $"-var role_arn=arn:aws:iam::{account}:role/cluster";
        var (asText, asFile) = ($"{role} -var token={token}", $"{role} -var token_file={file}");

        Assert.Equal((1, 0, 0), await terraform.ApplyAsync(asText));
        Assert.Empty(await terraform.PlanAsync(asText));
        Assert.Equal((0, 0, 0), await terraform.ApplyAsync(asFile));
        Assert.Empty(await terraform.PlanAsync(asFile));
        Assert.Equal($"\"arn:aws:sts::{account}:assumed-role/cluster/cluster\"\n", await terraform.OutputAsync("caller"));

        await terraform.FailsAsync(
            $"apply -auto-approve -var beyond=true {asFile}",
            $"api error AccessDenied: User: arn:aws:sts::{account}:assumed-role/cluster/cluster is not authorized to perform:"
                + $" iam:CreateUser on resource: arn:aws:iam::{account}:user/beyond because no session policy allows the"
                + " iam:CreateUser action"
        );
        await terraform.FailsAsync($"plan {role} -var token={token[..^8]}AAAAAAAA", "InvalidIdentityToken: Token signature invalid");

        await terraform.DestroyAsync(asFile);
        Assert.Empty(await terraform.ResourcesAsync());
        Assert.Equal("", await admin.PrintsAsync("aws s3 ls"));
    }
}
