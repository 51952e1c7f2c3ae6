using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

[Collection(ServerCollection.Name)]
public class CreateServiceSpecificCredentialTests(TestServer server)
{
    [Theory]
    [InlineData("codecommit.amazonaws.com")]
    [InlineData("cassandra.amazonaws.com")]
    public async Task A_user_name_and_password_for_one_service(string service)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var answer = await root.NewCredentialAsync("x", service);
        Assert.Equal(
            "CreateDate ServiceName ServicePassword ServiceSpecificCredentialId ServiceUserName Status UserName",
            answer.Members("ServiceSpecificCredential")
        );
        Assert.Matches("^ACCA[A-Z2-7]{17}$", answer.Text("ServiceSpecificCredentialId"));
        Assert.Equal(
            ($"x-at-{root.AccountId}", service, "Active"),
            (answer.Text("ServiceUserName"), answer.Text("ServiceName"), answer.Text("Status"))
        );
        Assert.Equal($"x+1-at-{root.AccountId}", (await root.NewCredentialAsync("x", service)).Text("ServiceUserName"));
    }

    [Theory]
    [InlineData("bedrock.amazonaws.com", "ABSK")]
    [InlineData("logs.amazonaws.com", "ACWL")]
    [InlineData("cloudwatch.amazonaws.com", "")]
    [InlineData("aws-external-anthropic.amazonaws.com", "")]
    public async Task An_api_key_for_one_service_may_expire(string service, string prefix)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var lasting = await root.NewCredentialAsync("x", service);
        Assert.Equal(
            "CreateDate ServiceCredentialAlias ServiceCredentialSecret ServiceName ServiceSpecificCredentialId Status UserName",
            lasting.Members("ServiceSpecificCredential")
        );
        Assert.StartsWith(prefix, lasting.Text("ServiceCredentialSecret"), StringComparison.Ordinal);
        var expiring = await root.NewCredentialAsync("x", service, ("CredentialAgeDays", "30"));
        Assert.Equal(
            server.Clock.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            expiring.Text("ExpirationDate")
        );
        Assert.NotEqual(lasting.Text("ServiceCredentialAlias"), expiring.Text("ServiceCredentialAlias"));
        server.Clock.Advance(TimeSpan.FromDays(30));
        var listed = await root.Iam("ListServiceSpecificCredentials", ("UserName", "x"));
        Assert.Equal(["Active", "Expired"], listed.All("Status").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "CreateServiceSpecificCredential",
            ("UserName", "nobody"),
            ("ServiceName", CredentialCalls.CodeCommit)
        );
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused(
            "NoSuchEntity",
            "No such service s3.amazonaws.com is supported for Service Specific Credentials",
            "CreateServiceSpecificCredential",
            ("UserName", "x"),
            ("ServiceName", "s3.amazonaws.com")
        );
        await root.Refused(
            "ValidationError",
            null,
            "CreateServiceSpecificCredential",
            ("UserName", "x"),
            ("ServiceName", CredentialCalls.CodeCommit),
            ("CredentialAgeDays", "1")
        );
        await root.NewCredentialAsync("x");
        await root.NewCredentialAsync("x");
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2",
            "CreateServiceSpecificCredential",
            ("UserName", "x"),
            ("ServiceName", CredentialCalls.CodeCommit)
        );
        await root.NewCredentialAsync("x", CredentialCalls.Bedrock);
    }

    [Fact]
    public async Task The_age_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsConditionAsync(
            "CreateServiceSpecificCredential",
            """{"NumericLessThanEquals":{"iam:ServiceSpecificCredentialAgeDays":"30"}}""",
            """{"NumericLessThan":{"iam:ServiceSpecificCredentialAgeDays":"30"}}""",
            ("UserName", "x"),
            ("ServiceName", CredentialCalls.Bedrock),
            ("CredentialAgeDays", "30")
        );
    }

    [Fact]
    public async Task The_password_is_in_this_answer_only()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var secrets = new[]
        {
            (await root.NewCredentialAsync("x")).Text("ServicePassword"),
            (await root.NewCredentialAsync("x", CredentialCalls.Bedrock)).Text("ServiceCredentialSecret"),
        };
        var trail = string.Join(
            '\n',
            (await server.Management.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId))).All("member")
        );
        Assert.Contains("CreateServiceSpecificCredential", trail, StringComparison.Ordinal);
        Assert.All(
            secrets,
            secret =>
                Assert.DoesNotContain(secret[4..20].Replace("+", "\\u002B", StringComparison.Ordinal), trail, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_service_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsConditionAsync(
            "CreateServiceSpecificCredential",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"codecommit.amazonaws.com"}}""",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"}}""",
            ("UserName", "x"),
            ("ServiceName", CredentialCalls.CodeCommit)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync(
            "CreateServiceSpecificCredential",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("ServiceName", CredentialCalls.CodeCommit)
        );
    }
}
