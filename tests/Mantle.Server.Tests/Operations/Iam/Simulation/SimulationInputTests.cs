using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

/// <summary>The inputs of a simulation: context entries, their types, and contradictions.</summary>
[Collection(ServerCollection.Name)]
public class SimulationInputTests(TestServer server)
{
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
                SimulationCalls.ResourcePolicy("Allow", "arn:aws:iam::123456789012:user/u")
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
                SimulationCalls.ResourcePolicy("Allow", "arn:aws:iam::123456789012:user/u")
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
}
