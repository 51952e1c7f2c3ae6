using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The limits of a session's policies and tags, and the length of its token.</summary>
[Collection(ServerCollection.Name)]
public class SessionSizeTests(TestServer server)
{
    const int LongestPlainToken = 1_024,
        LongestToken = 4_096;

    [Fact]
    public async Task Ten_managed_session_policies_are_taken_and_eleven_are_not()
    {
        var (root, user, role) = await UserAndRoleAsync();
        var policies = new List<(string, string)>();
        for (var i = 1; i <= 11; i++)
            policies.Add(($"PolicyArns.member.{i}.arn", await root.NewPolicyAsync($"p{i}")));
        foreach (var (action, parameters) in Calls(role))
        {
            var answer = await user.Sts(action, [.. parameters, .. policies[..10]]);
            Print($"{action} with ten managed policies", answer.Text("SessionToken"));
            var refused = await user.RefusedAsync("ValidationError", null, "sts", action, [.. parameters, .. policies]);
            Assert.Matches(
                "^1 validation error detected: Value '.*' at 'policyArns' failed to satisfy constraint: Member must have "
                    + "length less than or equal to 10$",
                refused.Message
            );
        }
    }

    [Fact]
    public async Task A_session_policy_has_at_most_2048_characters()
    {
        var (_, user, role) = await UserAndRoleAsync();
        foreach (var (action, parameters) in Calls(role))
        {
            await user.Sts(action, [.. parameters, ("Policy", PolicyOf(2_048))]);
            var refused = await user.RefusedAsync("ValidationError", null, "sts", action, [.. parameters, ("Policy", PolicyOf(2_049))]);
            Assert.EndsWith(
                "' at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048",
                refused.Message
            );
        }
    }

    [Theory]
    [InlineData(1_225, "less than or equal to 1224")]
    [InlineData(1, "greater than or equal to 2")]
    public async Task An_external_id_has_2_to_1224_characters(int length, string bound)
    {
        var (_, user, role) = await UserAndRoleAsync();
        await user.AssumeAsync(role, ("ExternalId", new string('x', length > 2 ? 1_224 : 2)));
        var id = new string('x', length);
        await user.RefusedAsync(
            "ValidationError",
            $"1 validation error detected: Value '{id}' at 'externalId' failed to satisfy constraint: Member must have length {bound}",
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("ExternalId", id)
        );
    }

    [Fact]
    public async Task A_plain_session_s_token_stays_within_1_KiB()
    {
        var (_, user, role) = await UserAndRoleAsync();
        var names = new string('n', 64);
        Assert.InRange(
            Print(
                "a session with names as long as they may be",
                (await user.Sts("AssumeRole", ("RoleArn", role), ("RoleSessionName", names), ("SourceIdentity", names))).Text(
                    "SessionToken"
                )
            ),
            1,
            LongestPlainToken
        );
        Assert.InRange(Print("GetSessionToken", (await user.Sts("GetSessionToken")).Text("SessionToken")), 1, LongestPlainToken);
        Assert.InRange(
            Print("GetFederationToken", (await user.Sts("GetFederationToken", ("Name", new string('n', 32)))).Text("SessionToken")),
            1,
            LongestPlainToken
        );
    }

    /// <summary>
    /// AWS counts characters of tags, however well they compress: users report a space of some 459 bytes
    /// (<see href="https://github.com/aws/containers-roadmap/issues/2413"/>).
    /// </summary>
    [Theory]
    [InlineData(9, 250, 498)]
    [InlineData(2, 250, 111)]
    [InlineData(1, 256, 57)]
    [InlineData(9, 47, 100)]
    [InlineData(9, 48, 102)]
    [InlineData(1, 0, 1)]
    public async Task Tags_take_what_they_are_long(int count, int length, int percent)
    {
        var (_, user, role) = await UserAndRoleAsync();
        (string, string)[] tags =
        [
            .. Enumerable
                .Range(1, count)
                .SelectMany(i => new[] { ($"Tags.member.{i}.Key", $"k{i}"), ($"Tags.member.{i}.Value", new string('x', length)) }),
        ];
        foreach (var (action, parameters) in Calls(role))
            if (percent > 100)
                await user.RefusedAsync(
                    "PackedPolicyTooLarge",
                    $"Packed size of session tags consumes {percent}% of allotted space.",
                    "sts",
                    action,
                    [.. parameters, .. tags]
                );
            else
                Assert.Equal($"{percent}", (await user.Sts(action, [.. parameters, .. tags])).Text("PackedPolicySize"));
    }

    /// <summary>
    /// Session policies and tags share the space
    /// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"/>, PackedPolicySize).
    /// </summary>
    [Fact]
    public async Task Policies_and_tags_count_together()
    {
        var (_, user, role) = await UserAndRoleAsync();
        var random = new Random(50);
        string Letters(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(26)))]);
        (string, string)[] Tags(int count) =>
            [
                .. Enumerable
                    .Range(1, count)
                    .SelectMany(i => new[] { ($"Tags.member.{i}.Key", Letters(15)), ($"Tags.member.{i}.Value", Letters(15)) }),
            ];
        async Task<int> PercentAsync(params (string, string)[] more)
        {
            var answer = await user.Sts("AssumeRole", [("RoleArn", role), ("RoleSessionName", "session"), .. more]);
            Print($"tags and a policy, {answer.Text("PackedPolicySize")} percent,", answer.Text("SessionToken"));
            return int.Parse(answer.Text("PackedPolicySize"), System.Globalization.CultureInfo.InvariantCulture);
        }
        var policy = ("Policy", PolicyOf(2_000));
        var ofPolicy = await PercentAsync(policy);
        var ofTags = await PercentAsync(Tags(11));
        Assert.InRange(ofPolicy, 10, 24);
        Assert.Equal(77, ofTags);
        Assert.Equal(ofPolicy + ofTags, await PercentAsync([policy, .. Tags(11)]));
        await PercentAsync(Tags(14));
        var refused = await user.RefusedAsync(
            "PackedPolicyTooLarge",
            null,
            "sts",
            "AssumeRole",
            [("RoleArn", role), ("RoleSessionName", "session"), policy, .. Tags(14)]
        );
        Assert.Matches(@"^Packed policy consumes 1[12]\d% of allotted space, please use smaller policy\.$", refused.Message);
    }

    /// <summary>They are attached to service-linked roles only.</summary>
    [Fact]
    public async Task Policies_of_service_linked_roles_are_no_session_policies()
    {
        var (_, user, role) = await UserAndRoleAsync();
        const string Arn = "arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy";
        foreach (var (action, parameters) in Calls(role))
            await user.RefusedAsync(
                "ValidationError",
                $"Policy {Arn} does not exist or is not attachable.",
                "sts",
                action,
                [.. parameters, ("PolicyArns.member.1.arn", Arn)]
            );
    }

    /// <summary>
    /// AWS's message names the kind of thing that is too large: <see href="https://github.com/aws/containers-roadmap/issues/2413"/>.
    /// </summary>
    [Fact]
    public async Task What_does_not_fit_is_called_by_its_name()
    {
        var (_, user, role) = await UserAndRoleAsync();
        var random = new Random(7);
        string Letters(int length) =>
            new([.. Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(75))).Where(char.IsAsciiLetterOrDigit)]);
        (string, string)[] tags =
        [
            .. Enumerable
                .Range(1, 50)
                .SelectMany(i => new[] { ($"Tags.member.{i}.Key", $"k{i}"), ($"Tags.member.{i}.Value", Letters(250)) }),
        ];
        (string, string)[] assume = [("RoleArn", role), ("RoleSessionName", "session"), .. tags];
        Assert.Matches(
            @"^Packed size of session tags consumes \d+% of allotted space\.$",
            (await user.RefusedAsync("PackedPolicyTooLarge", null, "sts", "AssumeRole", assume)).Message
        );
        Assert.Matches(
            @"^Packed policy consumes \d+% of allotted space, please use smaller policy\.$",
            (
                await user.RefusedAsync("PackedPolicyTooLarge", null, "sts", "AssumeRole", [.. assume, ("Policy", Documents.Allow("s3:*"))])
            ).Message
        );
    }

    static (string Action, (string, string)[] Parameters)[] Calls(string role) =>
        [("AssumeRole", [("RoleArn", role), ("RoleSessionName", "session")]), ("GetFederationToken", [("Name", "session")])];

    async Task<(TestClient Root, TestClient User, string Role)> UserAndRoleAsync()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:*"));
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        return (root, user, role);
    }

    /// <summary>A policy as people write them, of exactly so many characters.</summary>
    static string PolicyOf(int length)
    {
        var random = new Random(length);
        var resources = new List<string>();
        string Text() =>
            $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
                 "Resource":[{{string.Join(',', resources.Select(name => $"\"arn:aws:s3:::{name}/*\""))}}]}]}
                """;
        while (Text().Length < length - 60)
            resources.Add($"bucket-{random.Next()}");
        resources.Add(new string('x', length - Text().Length - "\"arn:aws:s3:::/*\",".Length));
        Assert.Equal(length, Text().Length);
        return Text();
    }

    static int Print(string of, string token)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"The token of {of} has {token.Length} characters.");
        Assert.InRange(token.Length, 1, LongestToken);
        return token.Length;
    }
}
