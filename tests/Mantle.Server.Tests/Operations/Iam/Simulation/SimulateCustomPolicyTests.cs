using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

[Collection(ServerCollection.Name)]
public class SimulateCustomPolicyTests(TestServer server)
{
    // A recorded example: https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html
    const string AfterDate =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","""
        + "\"Condition\":"
        + """{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}""";

    [Theory]
    [InlineData("2019-04-25T11:00:00Z", "allowed", "PolicyInputList.1 (IAM Policy) 1:38-1:167")]
    [InlineData("2014-04-25T11:00:00Z", "implicitDeny", null)]
    public async Task The_recorded_example_is_answered_as_recorded(string time, string decision, string? statement)
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(AfterDate, "dynamodb:CreateBackup", SimulationCalls.Context("aws:CurrentTime", "date", time));
        Assert.Equal("dynamodb:CreateBackup", answer.Text("EvalActionName"));
        Assert.Equal("*", answer.Text("EvalResourceName"));
        Assert.Equal(decision, answer.Decision());
        Assert.Equal(statement is null ? [] : [statement], answer.Statements());
        Assert.Empty(answer.Find("MissingContextValues")!.Elements());
        Assert.Equal("EvalActionName EvalDecision EvalResourceName MatchedStatements MissingContextValues", answer.Members("member"));
        Assert.Equal("false", answer.Text("IsTruncated"));
    }

    [Fact]
    public async Task Statements_begin_where_the_one_before_them_ends()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(
            """
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": "s3:*",
                        "Resource": "*"
                    },
                    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}
                ]
            }
            """,
            "s3:ListBucket"
        );
        Assert.Equal(["PolicyInputList.1 (IAM Policy) 3:19-8:10", "PolicyInputList.1 (IAM Policy) 8:10-9:72"], answer.Statements());
    }

    [Fact]
    public async Task A_denying_layer_shows_only_what_denies()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:DeleteBucket",
            ("PolicyInputList.member.2", Documents.Deny("s3:Delete*"))
        );
        Assert.Equal("explicitDeny", answer.Decision());
        Assert.Equal(["PolicyInputList.2"], answer.Sources());
    }

    [Fact]
    public async Task Each_resource_has_its_own_result()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(
            Documents.Allow("s3:GetObject", "arn:aws:s3:::b/*"),
            "s3:GetObject",
            ("ResourceArns.member.1", "arn:aws:s3:::b/key"),
            ("ResourceArns.member.2", "arn:aws:s3:::other/key")
        );
        Assert.Equal(
            ["arn:aws:s3:::${BucketName}/${ObjectName}", "arn:aws:s3:::b/key", "arn:aws:s3:::other/key"],
            answer.All("EvalResourceName").Order(StringComparer.Ordinal)
        );
        Assert.Equal("allowed", answer.Decision());
        Assert.Equal(["allowed", "implicitDeny"], answer.All("EvalResourceDecision"));
        Assert.Empty(answer.Find("EvalDecisionDetails")!.Elements());

        var one = await root.SimulateAsync(
            Documents.Allow("s3:GetObject"),
            "s3:GetObject",
            ("ResourceArns.member.1", "arn:aws:s3:::b/key")
        );
        Assert.Equal(["arn:aws:s3:::b/key", "arn:aws:s3:::b/key"], one.All("EvalResourceName"));
    }

    [Fact]
    public async Task Missing_context_is_told_with_the_resource_or_with_all()
    {
        var root = await server.NewAccountAsync();
        var policy = IamCalls.AllowWhere(
            "s3:GetObject",
            """{"StringEquals":{"aws:RequestedRegion":"eu-west-1","s3:prefix":"a"}}""",
            "arn:aws:s3:::b/${aws:username}"
        );
        var all = await root.SimulateAsync(policy, "s3:GetObject");
        Assert.Equal(
            ["aws:username", "aws:RequestedRegion", "s3:prefix"],
            [.. all.Find("MissingContextValues")!.Elements().Select(e => e.Value)]
        );

        var specific = await root.SimulateAsync(
            policy,
            "s3:GetObject",
            [
                ("ResourceArns.member.1", "arn:aws:s3:::b/alice"),
                ("CallerArn", root.Arn("user/alice")),
                .. SimulationCalls.Context("AWS:requestedregion", "string", "eu-west-1"),
            ]
        );
        var lists = specific
            .Xml!.Descendants("MissingContextValues")
            .Select(list => string.Join(' ', list.Elements().Select(e => e.Value)))
            .ToList();
        Assert.Equal(2, lists.Count);
        Assert.Equal("s3:prefix", string.Concat(lists));
        Assert.Equal("s3:prefix", specific.Find("ResourceSpecificResults")!.Descendants("MissingContextValues").Single().Value);
    }

    [Fact]
    public async Task A_boundary_limits_and_says_so()
    {
        var root = await server.NewAccountAsync();
        var within = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:ListBucket",
            ("PermissionsBoundaryPolicyInputList.member.1", Documents.Allow("s3:List*"))
        );
        Assert.Equal("allowed", within.Decision());
        Assert.Equal("true", within.Text("AllowedByPermissionsBoundary"));
        Assert.Equal(["PolicyInputList.1", "PermissionsBoundaryPolicyInputList.1"], within.Sources());
        var beyond = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:PutObject",
            ("PermissionsBoundaryPolicyInputList.member.1", Documents.Allow("s3:List*"))
        );
        Assert.Equal("implicitDeny", beyond.Decision());
        Assert.Equal("false", beyond.Text("AllowedByPermissionsBoundary"));
        Assert.Null((await root.SimulateAsync(Documents.Allow("s3:*"), "s3:PutObject")).Find("PermissionsBoundaryDecisionDetail"));
    }

    [Fact]
    public async Task A_resource_policy_allows_within_the_account_and_is_needed_across()
    {
        var root = await server.NewAccountAsync();
        var caller = root.Arn("user/bob");
        (string, string)[] Request(string resourcePolicy, string? owner) =>
            [
                ("ResourceArns.member.1", "arn:aws:s3:::b/k"),
                ("ResourcePolicy", resourcePolicy),
                ("CallerArn", caller),
                .. owner is null ? Array.Empty<(string, string)>() : [("ResourceOwner", $"arn:aws:iam::{owner}:root")],
            ];
        var policy = ResourcePolicy("Allow", caller);

        var same = await root.SimulateAsync(Documents.Allow("sqs:*"), "s3:GetObject", Request(policy, null));
        Assert.Equal("allowed", same.Decision());
        Assert.Equal(["ResourcePolicy (Resource Policy) 1:38-1:" + (policy.Length - 1)], same.Statements());
        Assert.Empty(same.Find("EvalDecisionDetails")!.Elements());

        var across = await root.SimulateAsync(Documents.Allow("sqs:*"), "s3:GetObject", Request(policy, "999999999999"));
        Assert.Equal("implicitDeny", across.Decision());
        Assert.Equal(
            ["IAM Policy=implicitDeny", "Resource Policy=allowed"],
            across
                .Find("EvalDecisionDetails")!
                .Elements("entry")
                .Select(e => $"{e.Element("key")!.Value}={e.Element("value")!.Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "allowed",
            (await root.SimulateAsync(Documents.Allow("s3:*"), "s3:GetObject", Request(policy, "999999999999"))).Decision()
        );

        var denied = await root.SimulateAsync(Documents.Allow("s3:*"), "s3:GetObject", Request(ResourcePolicy("Deny", caller), null));
        Assert.Equal("explicitDeny", denied.Decision());
        Assert.Equal(["ResourcePolicy", "PolicyInputList.1"], denied.Sources());
    }

    [Fact]
    public async Task A_trust_policy_decides_on_assuming_a_role()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] Request(string trust) =>
            [("ResourceArns.member.1", root.Arn("role/r")), ("ResourcePolicy", trust), ("CallerArn", root.Arn("user/bob"))];
        Assert.Equal(
            "allowed",
            (await root.SimulateAsync(Documents.Allow("s3:*"), "sts:AssumeRole", Request(Documents.Trust(root.Arn("user/bob"))))).Decision()
        );
        Assert.Equal(
            "implicitDeny",
            (await root.SimulateAsync(Documents.Allow("*"), "sts:AssumeRole", Request(Documents.Trust(root.Arn("user/eve"))))).Decision()
        );
    }

    [Fact]
    public async Task A_scenario_needs_all_of_its_resources()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] resources =
        [
            ("ResourceArns.member.1", "arn:aws:ec2:us-east-1::image/ami-1"),
            ("ResourceArns.member.2", "arn:aws:ec2:us-east-1:123456789012:instance/*"),
        ];
        var policy = Documents.Allow("ec2:RunInstances", "arn:aws:ec2:*::image/*");
        Assert.Equal("allowed", (await root.SimulateAsync(policy, "ec2:RunInstances", resources)).Decision());
        Assert.Equal(
            "implicitDeny",
            (await root.SimulateAsync(policy, "ec2:RunInstances", [.. resources, ("ResourceHandlingOption", "EC2-VPC-EBS")])).Decision()
        );
    }

    [Fact]
    public async Task Results_come_in_pages()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] actions =
        [
            .. Enumerable.Range(1, 5).Select(i => ($"ActionNames.member.{i}", $"s3:Get{i}")),
            ("PolicyInputList.member.1", Documents.Allow("s3:*")),
            ("MaxItems", "2"),
        ];
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await root.Iam(
                "SimulateCustomPolicy",
                [.. actions, .. marker is null ? Array.Empty<(string, string)>() : [("Marker", marker)]]
            );
            Assert.InRange(page.All("EvalActionName").Count, 1, 2);
            seen.AddRange(page.All("EvalActionName"));
            marker = page.Find("Marker")?.Value;
            Assert.Equal(marker is null ? "false" : "true", page.Text("IsTruncated"));
        } while (marker is not null);
        Assert.Equal(["s3:Get1", "s3:Get2", "s3:Get3", "s3:Get4", "s3:Get5"], seen);
        await root.Refused("ValidationError", "Invalid Marker: OTk=", "SimulateCustomPolicy", [.. actions, ("Marker", "OTk=")]);
    }

    [Theory]
    [InlineData("string", "any thing", "StringEquals", "any thing")]
    [InlineData("stringList", "a", "ForAnyValue:StringEquals", "a")]
    [InlineData("numeric", "17.5", "NumericGreaterThan", "17")]
    [InlineData("numericList", "3", "ForAnyValue:NumericEquals", "3.0")]
    [InlineData("boolean", "true", "Bool", "true")]
    [InlineData("booleanList", "false", "ForAnyValue:Bool", "false")]
    [InlineData("ip", "192.0.2.7", "IpAddress", "192.0.2.0/24")]
    [InlineData("ipList", "2001:db8::1", "ForAnyValue:IpAddress", "2001:db8::/32")]
    [InlineData("binary", "QmluYXJ5", "BinaryEquals", "QmluYXJ5")]
    [InlineData("binaryList", "AA==", "ForAnyValue:BinaryEquals", "AA==")]
    [InlineData("date", "2026-01-01T00:00:00Z", "DateEquals", "1767225600")]
    [InlineData("dateList", "1767225600", "ForAnyValue:DateEquals", "2026-01-01T00:00:00Z")]
    public async Task Every_type_of_context_entry_is_compared(string type, string value, string @operator, string operand)
    {
        var root = await server.NewAccountAsync();
        var policy = IamCalls.AllowWhere("s3:GetObject", $$$"""{"{{{@operator}}}":{"test:Key":"{{{operand}}}"}}""");
        Assert.Equal(
            "allowed",
            (await root.SimulateAsync(policy, "s3:GetObject", SimulationCalls.Context("test:Key", type, value))).Decision()
        );
        Assert.Equal(
            "implicitDeny",
            (await root.SimulateAsync(policy, "s3:GetObject", SimulationCalls.Context("test:Other", type, value))).Decision()
        );
    }

    [Theory]
    [InlineData("numeric", "twelve")]
    [InlineData("numericList", "0x10")]
    [InlineData("boolean", "yes")]
    [InlineData("booleanList", "1")]
    [InlineData("ip", "300.1.1.1")]
    [InlineData("ipList", "localhost")]
    [InlineData("binary", "not base64")]
    [InlineData("binaryList", "%")]
    [InlineData("date", "yesterday")]
    [InlineData("dateList", "2026-13-01")]
    public async Task A_value_that_is_not_of_its_type_is_refused(string type, string value)
    {
        var root = await server.NewAccountAsync();
        var valueType = type.Replace("List", "", StringComparison.Ordinal);
        await root.Refused(
            "InvalidInput",
            $"ContextEntries.member.1.ContextKeyValues: '{value}' is not a value of type {valueType}.",
            "SimulateCustomPolicy",
            [
                ("PolicyInputList.member.1", IamCalls.AnyPolicy),
                ("ActionNames.member.1", "s3:GetObject"),
                .. SimulationCalls.Context("test:Key", type, value),
            ]
        );
    }

    public static TheoryData<string, string?, string, string> BadInputs =>
        new()
        {
            { "ValidationError", null, "ContextEntries.member.1.ContextKeyType", "text" },
            { "InvalidInput", "ContextEntries.member.1.ContextKeyName is required.", "ContextEntries.member.1.ContextKeyType", "string" },
            { "InvalidInput", "ContextEntries.member.1.ContextKeyType is required.", "ContextEntries.member.1.ContextKeyName", "test:Key" },
            { "InvalidInput", "ActionNames: s3:* is not an action of the form service:Name.", "ActionNames.member.2", "s3:*" },
            { "InvalidInput", "ActionNames: GetObject is not an action of the form service:Name.", "ActionNames.member.2", "GetObject" },
            { "InvalidInput", "ResourceNames are not in a valid ARN format: bucket.", "ResourceArns.member.1", "bucket" },
            { "InvalidInput", "'123456789012' is not a valid as a Resource Owner.", "ResourceOwner", "123456789012" },
            {
                "InvalidInput",
                "Invalid Entity Arn: arn:aws:sts::123456789012:assumed-role/r/s does not clearly define entity type and name.",
                "CallerArn",
                "arn:aws:sts::123456789012:assumed-role/r/s"
            },
            {
                "InvalidInput",
                "Invalid caller - CallerArn arn:aws:iam::123456789012:role/r is not the ARN of an IAM user.",
                "CallerArn",
                "arn:aws:iam::123456789012:role/r"
            },
            {
                "InvalidInput",
                "Invalid caller - Caller cannot be null or empty.",
                "ResourcePolicy",
                ResourcePolicy("Allow", "arn:aws:iam::123456789012:user/u")
            },
            {
                "InvalidInput",
                "Syntax errors in policy.",
                "PolicyInputList.member.2",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Extra":1}]}"""
            },
            {
                "InvalidInput",
                "Policy document should not specify a principal.",
                "PolicyInputList.member.2",
                ResourcePolicy("Allow", "arn:aws:iam::123456789012:user/u")
            },
            { "InvalidInput", "Missing required field Principal", "ResourcePolicy", IamCalls.AnyPolicy },
            { "InvalidInput", null, "ResourceHandlingOption", "EC2-Everything" },
            {
                "InvalidInput",
                "Invalid input resource handling options. Action does not support resource handling options: s3:GetObject.",
                "ResourceHandlingOption",
                "EC2-VPC-EBS"
            },
        };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task Input_that_makes_no_sense_is_refused(string code, string? message, string name, string value)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            code,
            message,
            "SimulateCustomPolicy",
            ("PolicyInputList.member.1", IamCalls.AnyPolicy),
            ("ActionNames.member.1", "s3:GetObject"),
            (name, value)
        );
    }

    [Fact]
    public async Task Contradictions_are_refused()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [("PolicyInputList.member.1", IamCalls.AnyPolicy), ("ActionNames.member.1", "s3:GetObject")];
        await root.Refused(
            "InvalidInput",
            "ContextEntries.member.1.ContextKeyValues: test:Key of type string has one value, not 2.",
            "SimulateCustomPolicy",
            [.. request, .. SimulationCalls.Context("test:Key", "string", "a", "b")]
        );
        await root.Refused(
            "InvalidInput",
            "ContextEntries.member.2.ContextKeyName: TEST:key is given twice.",
            "SimulateCustomPolicy",
            [
                .. request,
                .. SimulationCalls.Context("test:Key", "string", "a"),
                ("ContextEntries.member.2.ContextKeyName", "TEST:key"),
                ("ContextEntries.member.2.ContextKeyType", "string"),
                ("ContextEntries.member.2.ContextKeyValues.member.1", "b"),
            ]
        );
        await root.Refused(
            "InvalidInput",
            "ResourceNames are not in a valid ARN format: *.",
            "SimulateCustomPolicy",
            [.. request, ("ResourceArns.member.1", "arn:aws:s3:::b"), ("ResourceArns.member.2", "*")]
        );
        await root.Refused(
            "InvalidInput",
            "The list of Permissions Boundary policies cannot exceed 1 items.",
            "SimulateCustomPolicy",
            [
                .. request,
                ("PermissionsBoundaryPolicyInputList.member.1", IamCalls.AnyPolicy),
                ("PermissionsBoundaryPolicyInputList.member.2", IamCalls.AnyPolicy),
            ]
        );
    }

    [Fact]
    public async Task The_action_is_needed_on_everything()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [("PolicyInputList.member.1", IamCalls.AnyPolicy), ("ActionNames.member.1", "s3:GetObject")];
        var user = await root.NewUserAsync("u", Documents.Allow("iam:SimulateCustomPolicy", root.Arn("user/u")));
        await user.Refused("AccessDenied", null, "SimulateCustomPolicy", request);
        await root.PutPolicyAsync("u", Documents.Allow("iam:SimulateCustomPolicy"));
        await user.Iam("SimulateCustomPolicy", request);
    }

    static string ResourcePolicy(string effect, string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"}"""
        + ""","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}""";
}
