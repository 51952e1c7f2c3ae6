using System.Globalization;
using System.Text.Json;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Operations.Sts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Audit;

/// <summary>
/// Records as CloudTrail documents them, whole
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html"/>,
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class RecordTests(TestServer server)
{
    string Now => server.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_root_user_s_record_has_the_account_and_its_alias()
    {
        var root = await server.NewAccountAsync();
        await root.Sts("GetCallerIdentity");
        Records.Equal(
            $$"""
            {"eventVersion":"1.11",
             "userIdentity":{"type":"Root","principalId":"{{root.AccountId}}","arn":"arn:aws:iam::{{root.AccountId}}:root",
              "accountId":"{{root.AccountId}}","accessKeyId":"{{root.Credentials.AccessKeyId}}"},
             "eventTime":"{{Now}}","eventSource":"sts.amazonaws.com","eventName":"GetCallerIdentity","awsRegion":"us-east-1",
             "sourceIPAddress":"127.0.0.1","userAgent":"","requestParameters":null,"responseElements":null,
             "requestID":"ID","eventID":"ID","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,
             "recipientAccountId":"{{root.AccountId}}","eventCategory":"Management"}
            """,
            await LastAsync(root)
        );
        var alias = $"a{root.AccountId}";
        await root.Iam("CreateAccountAlias", ("AccountAlias", alias));
        await root.Iam("ListUsers");
        Assert.Equal(alias, (await LastAsync(root)).GetProperty("userIdentity").GetProperty("userName").GetString());
    }

    [Fact]
    public async Task A_user_s_record_has_what_was_asked_and_answered()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var made = await user.Iam("CreateUser", ("UserName", "new"), ("Path", "/team/"));
        Records.Equal(
            $$"""
            {"eventVersion":"1.11",
             "userIdentity":{"type":"IAMUser","principalId":"{{id}}","arn":"{{root.Arn("user/dev")}}",
              "accountId":"{{root.AccountId}}","accessKeyId":"{{user.Credentials.AccessKeyId}}","userName":"dev"},
             "eventTime":"{{Now}}","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1",
             "sourceIPAddress":"127.0.0.1","userAgent":"","requestParameters":{"path":"/team/","userName":"new"},
             "responseElements":{"user":{"path":"/team/","userName":"new","userId":"{{made.Text("UserId")}}",
              "arn":"{{root.Arn("user/team/new")}}","createDate":"{{TextOf(server.Now)}}"} },
             "requestID":"ID","eventID":"ID","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,
             "recipientAccountId":"{{root.AccountId}}","eventCategory":"Management"}
            """,
            Last(await server.EventsAsync(root), "CreateUser")
        );
        await user.Iam("DeleteUser", ("UserName", "new"));
        var deleted = Last(await server.EventsAsync(root), "DeleteUser");
        Assert.Equal(JsonValueKind.Null, deleted.GetProperty("responseElements").ValueKind);
    }

    [Fact]
    public async Task A_denial_is_recorded_as_AWS_words_it()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        var record = await LastAsync(root);
        Assert.Equal("AccessDenied", record.GetProperty("errorCode").GetString());
        Assert.Equal(
            $"User: {root.Arn("user/dev")} is not authorized to perform: iam:ListUsers on resource: {root.Arn("user/")} because no "
                + "identity-based policy allows the iam:ListUsers action",
            record.GetProperty("errorMessage").GetString()
        );
        Assert.Equal(JsonValueKind.Null, record.GetProperty("responseElements").ValueKind);
        Assert.Equal("iam:ListUsers", record.GetProperty("additionalEventData").GetProperty("deniedAction").GetString());
    }

    [Fact]
    public async Task A_role_chain_carries_its_source_identity_and_its_transitive_tags()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var first = await root.NewTrustingRoleAsync("first", Documents.Trust(root.Arn("user/dev")));
        var second = await root.NewTrustingRoleAsync("second", Documents.Trust(first));
        await root.Iam("PutRolePolicy", ("RoleName", "first"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("sts:*")));
        var session = await user.AssumeAsync(
            first,
            ("SourceIdentity", "alice"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "team")
        );
        var answer = await session.Sts(
            "AssumeRole",
            ("RoleArn", second),
            ("RoleSessionName", "chained"),
            ("DurationSeconds", "900"),
            ("Tags.member.1.Key", "cost"),
            ("Tags.member.1.Value", "12")
        );
        var (firstId, secondId) = (await RoleIdAsync(root, "first"), await RoleIdAsync(root, "second"));
        Records.Equal(
            $$"""
            {"eventVersion":"1.11",
             "userIdentity":{"type":"AssumedRole","principalId":"{{firstId}}:session",
              "arn":"arn:aws:sts::{{root.AccountId}}:assumed-role/first/session","accountId":"{{root.AccountId}}",
              "accessKeyId":"{{session.Credentials.AccessKeyId}}",
              "sessionContext":{
               "sessionIssuer":{"type":"Role","principalId":"{{firstId}}","arn":"{{first}}","accountId":"{{root.AccountId}}",
                "userName":"first"},
               "attributes":{"creationDate":"{{Now}}","mfaAuthenticated":"false"},"sourceIdentity":"alice"} },
             "eventTime":"{{Now}}","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"us-east-1",
             "sourceIPAddress":"127.0.0.1","userAgent":"",
             "requestParameters":{"roleArn":"{{second}}","roleSessionName":"chained","durationSeconds":900,
              "tags":[{"key":"cost","value":"12"}],"incomingTransitiveTags":{"team":"red"} },
             "responseElements":{
              "credentials":{"accessKeyId":"{{answer.Text("AccessKeyId")}}","expiration":"{{TextOf(server.Now.AddSeconds(900))}}"},
              "assumedRoleUser":{"assumedRoleId":"{{secondId}}:chained",
               "arn":"arn:aws:sts::{{root.AccountId}}:assumed-role/second/chained"},
              "packedPolicySize":{{answer.Text("PackedPolicySize")}},"sourceIdentity":"alice"},
             "requestID":"ID","eventID":"ID","readOnly":true,
             "resources":[{"ARN":"{{second}}","accountId":"{{root.AccountId}}","type":"AWS::IAM::Role"}],
             "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{{root.AccountId}}","eventCategory":"Management"}
            """,
            Last(await server.EventsAsync(root), "AssumeRole")
        );
    }

    [Fact]
    public async Task Both_accounts_have_the_event_of_a_role_that_is_assumed_across_accounts()
    {
        var (root, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:*"));
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var role = await other.NewTrustingRoleAsync("partner", Documents.Trust(root.Arn("user/dev")));
        var answer = await user.Sts("AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"), ("ExternalId", "x-17"));
        var roleId = await RoleIdAsync(other, "partner");
        string Expected(string identity, string recipient) =>
            $$"""
                {"eventVersion":"1.11","userIdentity":{{identity}},
                 "eventTime":"{{Now}}","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"us-east-1",
                 "sourceIPAddress":"127.0.0.1","userAgent":"",
                 "requestParameters":{"roleArn":"{{role}}","roleSessionName":"session","externalId":"x-17"},
                 "responseElements":{
                  "credentials":{"accessKeyId":"{{answer.Text("AccessKeyId")}}","expiration":"{{TextOf(server.Now.AddHours(1))}}"},
                  "assumedRoleUser":{"assumedRoleId":"{{roleId}}:session",
                   "arn":"arn:aws:sts::{{other.AccountId}}:assumed-role/partner/session"} },
                 "requestID":"ID","eventID":"ID","readOnly":true,
                 "resources":[{"ARN":"{{role}}","accountId":"{{other.AccountId}}","type":"AWS::IAM::Role"}],
                 "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{{recipient}}","sharedEventID":"ID",
                 "eventCategory":"Management"}
                """;
        var (ours, theirs) = (Last(await server.EventsAsync(root), "AssumeRole"), Last(await server.EventsAsync(other), "AssumeRole"));
        Records.Equal(
            Expected(
                $$"""
                {"type":"IAMUser","principalId":"{{id}}","arn":"{{root.Arn("user/dev")}}","accountId":"{{root.AccountId}}",
                 "accessKeyId":"{{user.Credentials.AccessKeyId}}","userName":"dev"}
                """,
                root.AccountId
            ),
            ours
        );
        Records.Equal(
            Expected($$"""{"type":"AWSAccount","principalId":"{{id}}","accountId":"{{root.AccountId}}"}""", other.AccountId),
            theirs
        );
        Assert.Equal(ours.GetProperty("sharedEventID").GetString(), theirs.GetProperty("sharedEventID").GetString());
        Assert.Equal(ours.GetProperty("requestID").GetString(), theirs.GetProperty("requestID").GetString());
        Assert.NotEqual(ours.GetProperty("eventID").GetString(), theirs.GetProperty("eventID").GetString());
    }

    [Fact]
    public async Task A_denied_call_is_in_the_caller_s_trail_only()
    {
        var (root, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:*"));
        var role = await other.NewTrustingRoleAsync("closed", Documents.Trust(other.Arn("root")));
        await user.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        Assert.Equal("AccessDenied", (await LastAsync(root)).GetProperty("errorCode").GetString());
        Assert.DoesNotContain(await server.EventsAsync(other), happened => happened.GetProperty("eventName").GetString() == "AssumeRole");
    }

    [Fact]
    public async Task The_owner_of_a_bucket_has_the_events_of_other_accounts_calls()
    {
        var owner = await server.NewS3Async();
        var bucket = await owner.NewBucketAsync();
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("s3:*"));
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{root.Arn("user/dev")}}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
            """;
        (await owner.PutAsync($"/{bucket}/k", "x")).Expect(200);
        (await owner.PutAsync($"/{bucket}?policy", policy)).Expect(204);
        (await owner.As(user).GetAsync($"/{bucket}/k")).Expect(200);
        var (ours, theirs) = (await LastAsync(root), (await server.EventsAsync(owner.Client))[^1]);
        Assert.Equal(("GetObject", "GetObject"), (NameOf(ours), NameOf(theirs)));
        Assert.Equal("AWSAccount", theirs.GetProperty("userIdentity").GetProperty("type").GetString());
        Assert.Equal(ours.GetProperty("sharedEventID").GetString(), theirs.GetProperty("sharedEventID").GetString());
        Records.EqualPart($$"""{"bucketName":"{{bucket}}","key":"k"}""", theirs.GetProperty("requestParameters"));
    }

    [Fact]
    public async Task A_federated_user_s_record_names_the_user_behind_it()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:*"));
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var answer = await user.Sts("GetFederationToken", ("Name", "bob"));
        await root.Session(answer).Sts("GetCallerIdentity");
        Records.EqualPart(
            $$"""
            {"type":"FederatedUser","principalId":"{{root.AccountId}}:bob",
             "arn":"arn:aws:sts::{{root.AccountId}}:federated-user/bob","accountId":"{{root.AccountId}}",
             "accessKeyId":"{{answer.Text("AccessKeyId")}}",
             "sessionContext":{
              "sessionIssuer":{"type":"IAMUser","principalId":"{{id}}","arn":"{{root.Arn("user/dev")}}",
               "accountId":"{{root.AccountId}}","userName":"dev"},
              "attributes":{"creationDate":"{{Now}}","mfaAuthenticated":"false"} } }
            """,
            (await LastAsync(root)).GetProperty("userIdentity")
        );
    }

    [Fact]
    public async Task A_session_token_s_record_is_the_user_s_with_the_session()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var answer = await user.Sts("GetSessionToken");
        await root.Session(answer).Sts("GetCallerIdentity");
        Records.EqualPart(
            $$"""
            {"type":"IAMUser","principalId":"{{id}}","arn":"{{root.Arn("user/dev")}}","accountId":"{{root.AccountId}}",
             "accessKeyId":"{{answer.Text("AccessKeyId")}}","userName":"dev",
             "sessionContext":{"attributes":{"creationDate":"{{Now}}","mfaAuthenticated":"false"} } }
            """,
            (await LastAsync(root)).GetProperty("userIdentity")
        );
    }

    static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("MMM d, yyyy h:mm:ss tt", CultureInfo.InvariantCulture);

    static string? NameOf(JsonElement record) => record.GetProperty("eventName").GetString();

    static JsonElement Last(IEnumerable<JsonElement> events, string name) => events.Last(happened => NameOf(happened) == name);

    async Task<JsonElement> LastAsync(TestClient account) => (await server.EventsAsync(account))[^1];

    static async Task<string> RoleIdAsync(TestClient root, string name) => (await root.Iam("GetRole", ("RoleName", name))).Text("RoleId");
}
