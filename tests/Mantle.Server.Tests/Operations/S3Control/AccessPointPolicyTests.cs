using System.Text.Json;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3Control.AccessPointCalls;

namespace Mantle.Server.Tests.Operations.S3Control;

[Collection(ServerCollection.Name)]
public class AccessPointPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_policy_is_the_access_point_s_own()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        await s3.NewAccessPointAsync("point", bucket);
        (await s3.ControlAsync("GET", "accesspoint/point/policy")).Refused(
            404,
            "NoSuchAccessPointPolicy",
            "The specified accesspoint policy does not exist"
        );
        (await s3.ControlAsync("GET", "accesspoint/point/policyStatus")).Refused(404, "NoSuchAccessPointPolicy");
        (await s3.PutAccessPointPolicyAsync("none", "{}")).Refused(404, "NoSuchAccessPoint");
        var account = $$"""{"AWS":"{{s3.AccountId}}"}""";
        foreach (
            var (policy, message) in new[]
            {
                ("no json", "Policies must be valid JSON and the first byte must be '{'"),
                (PolicyOf(Statement(account, "\"s3:GetObject\"", $"\"arn:aws:s3:::{bucket}/*\"")), "Policy has invalid resource"),
                (PolicyOf(Statement(account, "\"s3:GetObject\"", $"\"{Arn(s3, "other")}/object/*\"")), "Policy has invalid resource"),
                (
                    PolicyOf(Statement(account, "\"s3:GetObject\"", $"\"{Arn(s3, "point")}\"")),
                    "Action does not apply to any resource(s) in statement"
                ),
                (
                    PolicyOf(Statement(account, "\"s3:ListBucket\"", $"\"{Arn(s3, "point")}/object/*\"")),
                    "Action does not apply to any resource(s) in statement"
                ),
                (
                    PolicyOf(
                        Statement(
                            """{"AWS":"arn:aws:iam::111122223333:user/none"}""",
                            "\"s3:GetObject\"",
                            $"\"{Arn(s3, "point")}/object/*\""
                        )
                    ),
                    "Invalid principal in policy"
                ),
            }
        )
            (await s3.PutAccessPointPolicyAsync("point", policy)).Refused(400, "MalformedPolicy", message);
        var good = PolicyOf(
            Statement(account, "\"s3:GetObject\",\"s3:ListBucket\"", $"\"{Arn(s3, "point")}\",\"{Arn(s3, "point")}/object/*\"")
        );
        (await s3.PutAccessPointPolicyAsync("point", good)).Expect(200);
        Assert.True(
            JsonElement.DeepEquals(
                JsonDocument.Parse(good).RootElement,
                JsonDocument.Parse((await s3.ControlAsync("GET", "accesspoint/point/policy")).Expect(200).Element("Policy")).RootElement
            )
        );
        Assert.Equal("false", (await s3.ControlAsync("GET", "accesspoint/point/policyStatus")).Expect(200).Element("IsPublic"));
    }

    [Fact]
    public async Task A_policy_meets_the_making_of_its_access_point()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        for (var i = 0; i < 10; i++)
        {
            var name = $"point{i}";
            var policy = PolicyOf(Statement($$"""{"AWS":"{{s3.AccountId}}"}""", "\"s3:GetObject\"", $"\"{Arn(s3, name)}/object/*\""));
            var answers = Enumerable.Range(0, 8).Select(_ => s3.PutAccessPointPolicyAsync(name, policy)).ToList();
            await s3.NewAccessPointAsync(name, bucket);
            foreach (var answer in await Task.WhenAll(answers))
                Assert.Contains((int)answer.Status, (int[])[200, 404]);
        }
    }
}
