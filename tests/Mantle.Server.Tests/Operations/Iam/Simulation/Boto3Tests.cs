using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

/// <summary>The simulator through the unmodified boto3, against a server started from the command line.</summary>
[Trait("speed", "slow")]
public class Boto3Tests
{
    [Fact]
    public async Task Boto3_simulates_custom_and_principal_policies_with_every_type_of_context_entry()
    {
        Assert.SkipUnless(
            Shell.Has("python3") && (await Shell.RunAsync("python3 -c 'import boto3'")).Code == 0,
            "python3 with boto3 is not installed"
        );
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        using var server = await MantleProcess.StartAsync(data);
        var root = await MantleProcess.CredentialsAsync(data);
        var script = Path.Combine(folder.Path, "simulate.py");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        var (code, output, error) = await Shell.RunAsync(
            $"python3 '{script}'",
            new Dictionary<string, string>
            {
                ["ENDPOINT"] = server.Endpoint,
                ["AWS_ACCESS_KEY_ID"] = root.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = root.SecretAccessKey,
                ["AWS_DEFAULT_REGION"] = "us-east-1",
            },
            folder.Path
        );
        Assert.True(code == 0, error);
        Assert.Equal("12 types simulated twice\n", output);
    }

    const string Script = """
        import json, os
        import boto3

        iam = boto3.client("iam", endpoint_url=os.environ["ENDPOINT"])
        cases = [
            ("string", ["a b"], "StringEquals", "a b"),
            ("stringList", ["a", "b"], "ForAllValues:StringEquals", ["a", "b", "c"]),
            ("numeric", ["17.5"], "NumericGreaterThan", "17"),
            ("numericList", ["1", "3"], "ForAnyValue:NumericEquals", "3"),
            ("boolean", ["true"], "Bool", "true"),
            ("booleanList", ["true", "false"], "ForAnyValue:Bool", "false"),
            ("ip", ["192.0.2.7"], "IpAddress", "192.0.2.0/24"),
            ("ipList", ["192.0.2.7", "2001:db8::1"], "ForAnyValue:IpAddress", "2001:db8::/32"),
            ("binary", ["QmluYXJ5"], "BinaryEquals", "QmluYXJ5"),
            ("binaryList", ["AA==", "AQ=="], "ForAnyValue:BinaryEquals", "AQ=="),
            ("date", ["2026-01-01T00:00:00Z"], "DateEquals", "2026-01-01T00:00:00Z"),
            ("dateList", ["2026-01-01T00:00:00Z"], "ForAnyValue:DateEquals", "1767225600"),
        ]

        def decision(results):
            [result] = results["EvaluationResults"]
            return result["EvalDecision"]

        user = iam.create_user(UserName="alice")["User"]["Arn"]
        for type, values, operator, operand in cases:
            policy = json.dumps({"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*",
                  "Condition": {operator: {"test:Key": operand}}}]})
            common = dict(ActionNames=["s3:GetObject"], ResourceArns=["arn:aws:s3:::b/key"])
            entries = [{"ContextKeyName": "test:Key", "ContextKeyType": type, "ContextKeyValues": values}]

            assert iam.get_context_keys_for_custom_policy(PolicyInputList=[policy])["ContextKeyNames"] == ["test:Key"]
            custom = iam.simulate_custom_policy(PolicyInputList=[policy], ContextEntries=entries, **common)
            assert decision(custom) == "allowed", (type, custom)
            [result] = custom["EvaluationResults"]
            [statement] = result["MatchedStatements"]
            assert statement["SourcePolicyId"] == "PolicyInputList.1", statement
            assert statement["StartPosition"] == {"Line": 1, "Column": 41}, statement
            assert statement["EndPosition"] == {"Line": 1, "Column": len(policy) - 1}, statement
            [specific] = result["ResourceSpecificResults"]
            assert specific["EvalResourceDecision"] == "allowed" and specific["EvalResourceName"] == "arn:aws:s3:::b/key", specific
            without = iam.simulate_custom_policy(PolicyInputList=[policy], **common)["EvaluationResults"][0]
            if not operator.startswith("ForAllValues:"):
                assert without["EvalDecision"] == "implicitDeny", (type, without)
            assert without["ResourceSpecificResults"][0]["MissingContextValues"] == ["test:Key"], without

            iam.put_user_policy(UserName="alice", PolicyName="p", PolicyDocument=policy)
            assert iam.get_context_keys_for_principal_policy(PolicySourceArn=user)["ContextKeyNames"] == ["test:Key"]
            principal = iam.simulate_principal_policy(PolicySourceArn=user, ContextEntries=entries, **common)
            assert decision(principal) == "allowed", (type, principal)
            assert principal["EvaluationResults"][0]["MatchedStatements"][0]["SourcePolicyId"] == "user_alice_p", principal

        pages = iam.get_paginator("simulate_custom_policy").paginate(
            PolicyInputList=[policy], ActionNames=[f"s3:Get{i}" for i in range(7)], PaginationConfig={"PageSize": 3})
        assert [r["EvalActionName"] for page in pages for r in page["EvaluationResults"]] == [f"s3:Get{i}" for i in range(7)]
        try:
            iam.simulate_principal_policy(PolicySourceArn=user + "x", ActionNames=["s3:GetObject"])
            raise AssertionError("a user that is not there was simulated")
        except iam.exceptions.NoSuchEntityException:
            pass
        print(len(cases), "types simulated twice")
        """;
}
