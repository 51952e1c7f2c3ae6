namespace Mantle.Clients.Tests.Workloads;

/// <summary>Pods: a service account's token in a file leads a client to its role, by web identity or by EKS Pod Identity.</summary>
public sealed class PodTests(LiveServer server) : WorkloadTest(server)
{
    const string Subject = "system:serviceaccount:shop:cart";

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_with_a_token_of_the_servers_own_issuer(string client)
    {
        var issuer = await Root.PrintsAsync($"{Mantle} token --subject {Subject} --format issuer");
        var name = issuer["http://".Length..];
        await Root.PrintsAsync($"aws iam create-open-id-connect-provider --url {issuer} --client-id-list sts.amazonaws.com");
        await Root.PrintsAsync(
            $$$"""
            aws iam create-role --role-name cart --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"arn:aws:iam::{{{Account}}}:oidc-provider/{{{name}}}"},"Action":"sts:AssumeRoleWithWebIdentity",
                "Condition":{"StringEquals":{"{{{name}}}:sub":"{{{Subject}}}"} } }]}'
            """
        );
        var pod = NewWorkload();
        await WriteTokenAsync(pod, "sts.amazonaws.com");
        pod.Export("AWS_WEB_IDENTITY_TOKEN_FILE", Path.Combine(pod.Home, "token"));
        pod.Export("AWS_ROLE_ARN", Role("cart"));
        pod.Export("AWS_ROLE_SESSION_NAME", "cart");
        pod.Export("AWS_ENDPOINT_URL_STS", pod.Endpoint);
        Assert.Equal(Session("cart", "cart"), ArnIn(await pod.PrintsAsync(await DefaultClients.CommandAsync(client, pod))));
    }

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_of_EKS_Pod_Identity(string client)
    {
        await NewServiceRoleAsync("pod", "pods.eks.amazonaws.com");
        await Root.PrintsAsync(
            $"aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart --role-arn {Role("pod")}"
        );
        using var agent = await Helper.StartAsync(Root, "pod-identity --cluster shop --listen 127.0.0.1:0");
        var pod = NewWorkload();
        await WriteTokenAsync(pod, "pods.eks.amazonaws.com");
        pod.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.Url);
        pod.Export("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Path.Combine(pod.Home, "token"));
        Assert.StartsWith(
            Session("pod", "eks-shop-cart-"),
            ArnIn(await pod.PrintsAsync(await DefaultClients.CommandAsync(client, pod))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_pod_whose_association_is_deleted_is_denied_at_its_next_call()
    {
        await NewServiceRoleAsync("pod", "pods.eks.amazonaws.com");
        var association = await Root.PrintsAsync(
            $"""
            aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart --role-arn {Role("pod")} \
                --query association.associationId --output text
            """
        );
        using var agent = await Helper.StartAsync(Root, "pod-identity --cluster shop --listen 127.0.0.1:0");
        var pod = NewWorkload();
        await WriteTokenAsync(pod, "pods.eks.amazonaws.com");
        pod.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.Url);
        pod.Export("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Path.Combine(pod.Home, "token"));
        await pod.PrintsAsync("aws iam list-users");
        await Root.PrintsAsync($"aws eks delete-pod-identity-association --cluster-name shop --association-id {association}");
        Assert.NotEqual("", await pod.FailsAsync("aws iam list-users"));
    }

    [Theory]
    [InlineData("token", "mantle: --subject needs a SUBJECT.")]
    [InlineData("token --subject arn:aws:iam::1:role/x", "failed to satisfy constraint")]
    [InlineData("pod-identity --cluster shop --listen nowhere", "--listen takes an address and a port")]
    public async Task What_is_wrong_is_said_in_one_sentence(string arguments, string sentence)
    {
        await Root.PrintsAsync("aws iam enable-outbound-web-identity-federation >/dev/null");
        var error = await Root.FailsAsync($"{Mantle} {arguments}");
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    Task<string> WriteTokenAsync(Terminal pod, string audience) =>
        Root.PrintsAsync($"{Mantle} token --subject {Subject} --audience {audience} >'{pod.Home}/token'");
}
