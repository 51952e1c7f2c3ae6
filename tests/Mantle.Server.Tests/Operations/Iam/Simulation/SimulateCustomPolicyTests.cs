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
}
