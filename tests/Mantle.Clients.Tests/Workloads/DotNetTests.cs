using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// The AWS SDK for .NET finds its credentials by itself. It reads the environment of the process, so no other test runs at the same time.
/// </summary>
[Collection(CredentialRefreshTests.Name)]
public sealed class DotNetTests(LiveServer server) : WorkloadTest(server)
{
    [Theory]
    [InlineData("imds")]
    [InlineData("container")]
    [InlineData("pod")]
    [InlineData("web")]
    [InlineData("profile")]
    public async Task The_default_chain_has_the_workloads_role(string path)
    {
        var (variables, session, helper) = await WorkloadAsync(path);
        using var running = helper;
        variables["AWS_REGION"] = "us-east-1";
        variables["AWS_ENDPOINT_URL_STS"] = Root.Endpoint;
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
        // The SDK reads some variables once in a process, the metadata service's address among them.
        FallbackInternalConfigurationFactory.Reset();
        try
        {
            var config = new AmazonSecurityTokenServiceConfig { ServiceURL = Root.Endpoint, AuthenticationRegion = "us-east-1" };
            // A resolver of its own: the one that clients share keeps what it found. The file of profiles is named, because its place is
            // read once in a process.
            var credentials = variables.TryGetValue("AWS_CONFIG_FILE", out var profiles)
                ? Profile(profiles)
                : new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(config);
            using var sts = new AmazonSecurityTokenServiceClient(credentials, config);
            var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
            Assert.StartsWith(session, identity.Arn, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var name in variables.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    async Task<(Dictionary<string, string> Variables, string Session, Helper? Helper)> WorkloadAsync(string path)
    {
        const string Subject = "system:serviceaccount:shop:cart";
        Helper helper;
        var home = NewWorkload().Home;
        var token = Path.Combine(home, "token");
        switch (path)
        {
            case "imds":
                await NewProfileAsync("web");
                helper = await Helper.StartAsync(Root, "imds --instance-profile web --instance-id i-0abc --listen 127.0.0.1:0");
                return (new() { ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = helper.Url }, Session("web", "i-0abc"), helper);
            case "container":
                await NewServiceRoleAsync("task", "ecs-tasks.amazonaws.com");
                helper = await Helper.StartAsync(
                    Root,
                    $"container --role task --service ecs-tasks.amazonaws.com --session-name t1 --listen 127.0.0.1:0 --token-file '{token}'"
                );
                return (Container(helper.Url, token), Session("task", "t1"), helper);
            case "pod":
                await NewServiceRoleAsync("pod", "pods.eks.amazonaws.com");
                await Root.PrintsAsync(
                    $"""
                    set -e
                    aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart \
                        --role-arn {Role("pod")}
                    {Mantle} token --subject {Subject} --audience pods.eks.amazonaws.com >'{token}'
                    """
                );
                helper = await Helper.StartAsync(Root, "pod-identity --cluster shop --listen 127.0.0.1:0");
                return (Container(helper.Url, token), Session("pod", "eks-shop-cart-"), helper);
            case "web":
                var issuer = await Root.PrintsAsync($"{Mantle} token --subject {Subject} --format issuer");
                var provider = $"arn:aws:iam::{Account}:oidc-provider/{issuer["http://".Length..]}";
                await Root.PrintsAsync(
                    $$$"""
                    set -e
                    aws iam create-open-id-connect-provider --url {{{issuer}}} --client-id-list sts.amazonaws.com
                    aws iam create-role --role-name cart --assume-role-policy-document '{"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}'
                    {{{Mantle}}} token --subject {{{Subject}}} >'{{{token}}}'
                    """
                );
                return (
                    new()
                    {
                        ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token,
                        ["AWS_ROLE_ARN"] = Role("cart"),
                        ["AWS_ROLE_SESSION_NAME"] = "cart",
                    },
                    Session("cart", "cart"),
                    null
                );
            default:
                var config = Path.Combine(home, "config");
                Root.Export("AWS_CONFIG_FILE", config);
                await Root.PrintsAsync($"{Mantle} login default --data '{Server.Data}'");
                var owner = (await MantleProcess.CredentialsAsync(Server.Data)).AccountId;
                return (new() { ["AWS_CONFIG_FILE"] = config }, $"arn:aws:iam::{owner}:root", null);
        }
    }

    static AWSCredentials Profile(string file)
    {
        Assert.True(new CredentialProfileStoreChain(file).TryGetAWSCredentials("default", out var credentials));
        return credentials;
    }

    static Dictionary<string, string> Container(string url, string token) =>
        new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url, ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = token };
}
