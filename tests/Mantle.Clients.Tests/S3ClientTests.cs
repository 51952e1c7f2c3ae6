using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Unmodified S3 clients with the temporary credentials of a role in another account.</summary>
[Trait("speed", "slow")]
public sealed class S3ClientTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-s3-clients-").FullName;
    MantleProcess server = null!;
    Terminal owner = null!,
        teamAdmin = null!,
        team = null!;
    string role = "",
        account = "",
        teamAccount = "";

    string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        server = await MantleProcess.StartAsync(Data);
        var root = await MantleProcess.CredentialsAsync(Data);
        (owner, teamAdmin, team) = (NewTerminal("owner"), NewTerminal("admin"), NewTerminal("team"));
        owner.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        using var created = JsonDocument.Parse(
            await owner.PrintsAsync($"'{Repository.Root}/mantle' account create team --data '{Data}' --format json")
        );
        string Text(string name) => created.RootElement.GetProperty(name).GetString()!;
        (account, teamAccount) = (root.AccountId, Text("AccountId"));
        teamAdmin.ExportCredentials(Text("AccessKeyId"), Text("SecretAccessKey"));
        role = $"arn:aws:iam::{account}:role/storage";
        await WriteAsync(
            teamAdmin,
            "assume.json",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{role}}"}]}"""
        );
        var keys = (
            await teamAdmin.PrintsAsync(
                """
                set -e
                aws iam create-user --user-name dev >/dev/null
                aws iam put-user-policy --user-name dev --policy-name assume --policy-document file://assume.json
                aws iam create-access-key --user-name dev --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        team.ExportCredentials(keys[0], keys[1]);
        await WriteAsync(
            owner,
            "trust.json",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{teamAccount}}:user/dev"},
             "Action":"sts:AssumeRole"}]}
            """
        );
        await WriteAsync(
            owner,
            "storage.json",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::storage",
             "arn:aws:s3:::storage/*"]}]}
            """
        );
        await owner.PrintsAsync(
            """
            set -e
            aws iam create-role --role-name storage --assume-role-policy-document file://trust.json
            aws iam put-role-policy --role-name storage --policy-name storage --policy-document file://storage.json
            aws s3 mb s3://storage
            """
        );
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_team_without_rights_sets_a_bucket_policy_through_a_role_lent_to_it_and_loses_the_right_when_the_session_ends()
    {
        await WriteAsync(
            team,
            "policy.json",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{teamAccount}}:root"},
              "Action":"s3:GetObject","Resource":"arn:aws:s3:::storage/shared/*"}]}
            """
        );
        const string Put = "aws s3api put-bucket-policy --bucket storage --policy file://policy.json";
        Assert.Contains("(AccessDenied) when calling the PutBucketPolicy operation: Access Denied", await team.FailsAsync(Put));

        var borrowed = await AssumedAsync("borrowed");
        await WriteAsync(
            borrowed,
            "policy.json",
            await File.ReadAllTextAsync(Path.Combine(team.Home, "policy.json"), TestContext.Current.CancellationToken)
        );
        await borrowed.PrintsAsync(Put);
        Assert.Contains(
            "shared/*",
            await borrowed.PrintsAsync("aws s3api get-bucket-policy --bucket storage --query Policy --output text")
        );
        await borrowed.PrintsAsync("echo hello > file && aws s3 cp file s3://storage/shared/file && aws s3 cp file s3://storage/own/file");

        // The policy names the account; what its user may is for the account to say.
        Assert.Contains("AccessDenied", await team.FailsAsync("aws s3api get-object --bucket storage --key shared/file out"));
        await WriteAsync(
            teamAdmin,
            "read.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"""
        );
        await teamAdmin.PrintsAsync("aws iam put-user-policy --user-name dev --policy-name read --policy-document file://read.json");
        Assert.Equal("hello", await team.PrintsAsync("aws s3 cp s3://storage/shared/file -"));
        Assert.Contains("403", await team.FailsAsync("aws s3 cp s3://storage/own/file -"));

        Assert.Equal(0, await server.TerminateAsync());
        server.Dispose();
        server = await MantleProcess.StartAsync(Data, "--clock-offset", "4000");
        borrowed.Endpoint = team.Endpoint = server.Endpoint;
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the client's clock cannot follow the server's");
        var later = Put.Replace("aws ", $"command faketime -f +4000s aws --endpoint-url {server.Endpoint} ", StringComparison.Ordinal);
        Assert.Contains("(ExpiredToken)", await borrowed.FailsAsync(later));
        Assert.Contains("(AccessDenied)", await team.FailsAsync(later));
    }

    [Fact]
    public async Task The_aws_command_copies_syncs_versions_tags_and_presigns()
    {
        var aws = await AssumedAsync("aws");
        var printed = await aws.PrintsAsync(
            """
            set -e
            command aws configure set default.s3.signature_version s3v4
            mkdir -p tree/sub && echo one > tree/one && echo two > tree/sub/two && head -c 20000000 /dev/urandom > tree/large
            aws s3 sync --only-show-errors tree s3://storage/tree
            aws s3 sync --only-show-errors s3://storage/tree back && diff -r tree back
            aws s3api put-bucket-versioning --bucket storage --versioning-configuration Status=Enabled
            echo three > tree/one && aws s3 cp --only-show-errors tree/one s3://storage/tree/one
            aws s3 rm --only-show-errors s3://storage/tree/one
            aws s3api list-object-versions --bucket storage --prefix tree/one \
                --query '[length(Versions),length(DeleteMarkers)]' --output text
            aws s3api put-object-tagging --bucket storage --key tree/sub/two --tagging 'TagSet=[{Key=team,Value=blue}]' >/dev/null
            aws s3api get-object-tagging --bucket storage --key tree/sub/two --query 'TagSet[0].Value' --output text
            aws s3api get-object-attributes --bucket storage --key tree/large --object-attributes ObjectSize --query ObjectSize
            curl -s "$(aws s3 presign s3://storage/tree/sub/two)"
            aws s3api put-bucket-lifecycle-configuration --bucket storage \
                --lifecycle-configuration 'Rules=[{ID=a,Status=Enabled,Filter={Prefix=tmp/},Expiration={Days=1}}]' >/dev/null
            aws s3api get-bucket-lifecycle-configuration --bucket storage --query 'Rules[0].ID' --output text
            aws s3api put-bucket-cors --bucket storage --cors-configuration 'CORSRules=[{AllowedOrigins=["*"],AllowedMethods=[GET]}]'
            aws s3api get-public-access-block --bucket storage --query PublicAccessBlockConfiguration.BlockPublicPolicy
            """
        );
        Assert.Equal(["2\t1", "blue", "20000000", "two", "a", "true"], printed.Split('\n')[^6..]);
    }

    [Fact]
    public async Task Boto3_reads_writes_and_pages()
    {
        Assert.SkipUnless((await Shell.RunAsync("python3 -c 'import boto3'")).Code == 0, "boto3 is not installed");
        var boto = await AssumedAsync("boto");
        await WriteAsync(
            boto,
            "story.py",
            $$"""
            import boto3, botocore.config, io, os, urllib.request
            s3 = boto3.client("s3", endpoint_url="{{server.Endpoint}}", region_name="us-east-1",
                config=botocore.config.Config(signature_version="s3v4"))
            data = os.urandom(12_000_000)
            s3.upload_fileobj(io.BytesIO(data), "storage", "boto/large")
            back = io.BytesIO()
            s3.download_fileobj("storage", "boto/large", back)
            assert back.getvalue() == data
            for i in range(25):
                s3.put_object(Bucket="storage", Key=f"boto/many/{i:02}", Body=b"x", Tagging="n=1")
            pages = s3.get_paginator("list_objects_v2").paginate(Bucket="storage", Prefix="boto/many/", PaginationConfig={"PageSize": 7})
            assert sum(len(page["Contents"]) for page in pages) == 25
            url = s3.generate_presigned_url("get_object", Params={"Bucket": "storage", "Key": "boto/many/03"})
            assert urllib.request.urlopen(url).read() == b"x"
            s3.delete_objects(Bucket="storage", Delete={"Objects": [{"Key": f"boto/many/{i:02}"} for i in range(25)]})
            assert "Contents" not in s3.list_objects_v2(Bucket="storage", Prefix="boto/many/")
            try:
                s3.list_buckets()
            except s3.exceptions.ClientError as error:
                print(error.response["Error"]["Code"])
            """
        );
        Assert.Equal("AccessDenied", await boto.PrintsAsync("python3 story.py"));
    }

    [Fact]
    public async Task Boto3_makes_forms_that_upload_as_far_as_their_policy_lets_them()
    {
        Assert.SkipUnless((await Shell.RunAsync("python3 -c 'import boto3'")).Code == 0, "boto3 is not installed");
        var boto = await AssumedAsync("forms");
        await WriteAsync(
            boto,
            "form.py",
            $$"""
            import boto3, botocore.config, urllib.error, urllib.request, xml.etree.ElementTree
            s3 = boto3.client("s3", endpoint_url="{{server.Endpoint}}", region_name="us-east-1",
                config=botocore.config.Config(signature_version="s3v4"))
            form = s3.generate_presigned_post("storage", "form/${filename}",
                Fields={"success_action_status": "201", "Content-Type": "text/x"},
                Conditions=[{"success_action_status": "201"}, ["starts-with", "$Content-Type", "text/"], ["content-length-range", 1, 10]])
            def post(data, **changes):
                fields = {**form["fields"], **changes}
                parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
                body = "".join(parts) + f'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n{data}\r\n--b--\r\n'
                request = urllib.request.Request(form["url"], body.encode(), {"Content-Type": "multipart/form-data; boundary=b"})
                try:
                    return xml.etree.ElementTree.fromstring(urllib.request.urlopen(request).read()).findtext("Key")
                except urllib.error.HTTPError as error:
                    return xml.etree.ElementTree.fromstring(error.read()).findtext("Code")
            print(post("hello"), post("hello, hello"), post(""), post("hello", key="other"), post("hello", **{"Content-Type": "image/png"}))
            got = s3.get_object(Bucket="storage", Key="form/a.txt")
            print(got["Body"].read().decode(), got["ContentType"])
            """
        );
        Assert.Equal(
            "form/a.txt EntityTooLarge EntityTooSmall AccessDenied AccessDenied\nhello text/x",
            await boto.PrintsAsync("python3 form.py")
        );
    }

    [Fact]
    public async Task The_JavaScript_SDK_makes_forms()
    {
        Peer.Need();
        var terminal = await AssumedAsync("forms");
        terminal.Export("BUCKET", "storage");
        terminal.Export("AWS_ENDPOINT_URL", server.Endpoint);
        Assert.Equal("204 403 hello", await terminal.PrintsAsync($"node '{LiveServer.Scripts}/post.mjs'"));
    }

    [Fact]
    public async Task The_sdk_for_javascript_reads_writes_pages_and_sets_policies()
    {
        Peer.Need();
        var node = await AssumedAsync("node");
        LiveServer.ExportSettings(node);
        await owner.PrintsAsync("aws s3 mb s3://closed");
        Assert.Equal("done", await node.PrintsAsync($"node '{Path.Combine(LiveServer.Scripts, "s3.mjs")}' storage closed"));
    }

    [Fact]
    public async Task Boto3_goes_through_an_access_point()
    {
        Assert.SkipUnless((await Shell.RunAsync("python3 -c 'import boto3'")).Code == 0, "boto3 is not installed");
        await WriteAsync(
            owner,
            "points.py",
            $$"""
            import boto3, botocore.config, json, socket
            # Hosts below localhost, which clients make of an ARN, are this machine whatever its resolver says.
            resolve = socket.getaddrinfo
            def local(host):
                return "127.0.0.1" if str(host).endswith("localhost") else host
            socket.getaddrinfo = lambda host, *rest, **more: resolve(local(host), *rest, **more)
            def client(service):
                return boto3.client(service, endpoint_url="http://localhost:{{new Uri(server.Endpoint).Port}}", region_name="us-east-1",
                    config=botocore.config.Config(signature_version="s3v4" if service.startswith("s3") else None))
            s3, control, account = client("s3"), client("s3control"), "{{account}}"
            made = control.create_access_point(AccountId=account, Name="shared", Bucket="storage")
            arn, alias = made["AccessPointArn"], made["Alias"]
            s3.put_object(Bucket=arn, Key="points/one", Body=b"one")
            s3.put_object(Bucket=alias, Key="points/two", Body=b"two", ServerSideEncryption="AES256")
            pages = s3.get_paginator("list_objects_v2").paginate(Bucket=arn, Prefix="points/", PaginationConfig={"PageSize": 1})
            def read(bucket, key):
                return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
            print(*[item["Key"] for page in pages for item in page["Contents"]], read(arn, "points/two"), read("storage", "points/one"))
            statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": arn + "/object/points/*"}
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            control.put_access_point_policy(AccountId=account, Name="shared", Policy=json.dumps(policy))
            assert json.loads(control.get_access_point_policy(AccountId=account, Name="shared")["Policy"]) == policy
            def refused(call):
                try:
                    call()
                except botocore.exceptions.ClientError as error:
                    return error.response["Error"]["Code"]
            control.put_public_access_block(AccountId=account, PublicAccessBlockConfiguration={"BlockPublicPolicy": True})
            print(refused(lambda: s3.delete_object(Bucket=arn, Key="points/one")),
                [point["Name"] for point in control.list_access_points(AccountId=account)["AccessPointList"]],
                control.get_access_point(AccountId=account, Name="shared")["NetworkOrigin"],
                control.get_access_point_policy_status(AccountId=account, Name="shared")["PolicyStatus"]["IsPublic"],
                control.get_public_access_block(AccountId=account)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"])
            control.delete_public_access_block(AccountId=account)
            control.delete_access_point_policy(AccountId=account, Name="shared")
            control.delete_access_point(AccountId=account, Name="shared")
            print(refused(lambda: control.get_access_point(AccountId=account, Name="shared")),
                refused(lambda: control.get_public_access_block(AccountId=account)))
            """
        );
        Assert.Equal(
            """
            points/one points/two two one
            AccessDenied ['shared'] Internet False True
            NoSuchAccessPoint NoSuchPublicAccessBlockConfiguration
            """,
            await owner.PrintsAsync("python3 points.py")
        );
    }

    [Fact]
    public async Task S3cmd_puts_and_gets()
    {
        Assert.SkipUnless(Shell.Has("s3cmd"), "the s3cmd command is not installed");
        var terminal = await AssumedAsync("s3cmd");
        var host = new Uri(server.Endpoint).Authority;
        Assert.Equal(
            "hello",
            await terminal.PrintsAsync(
                $"""
                set -e
                s3() {"{"}
                    s3cmd -q --access_key=$AWS_ACCESS_KEY_ID --secret_key=$AWS_SECRET_ACCESS_KEY --access_token=$AWS_SESSION_TOKEN \
                        --host={host} --host-bucket={host} --no-ssl --region us-east-1 "$@"
                {"}"}
                echo hello > file
                s3 put file s3://storage/s3cmd/file
                s3 get s3://storage/s3cmd/file back
                s3 del s3://storage/s3cmd/file
                cat back
                """
            )
        );
    }

    [Fact]
    public async Task Rclone_syncs()
    {
        Assert.SkipUnless(Shell.Has("rclone"), "the rclone command is not installed");
        var terminal = await AssumedAsync("rclone");
        Assert.Equal(
            "a/one\nb",
            await terminal.PrintsAsync(
                $"""
                set -e
                unset AWS_CA_BUNDLE
                r() {"{"}
                    rclone --config /dev/null --s3-provider Other --s3-env-auth --s3-endpoint {server.Endpoint} \
                        --s3-region us-east-1 --s3-force-path-style --s3-acl bucket-owner-full-control "$@"
                {"}"}
                mkdir -p tree/a && echo 1 > tree/a/one && echo 2 > tree/b
                r sync tree :s3:storage/rclone
                r check tree :s3:storage/rclone 2>/dev/null
                r lsf -R --files-only :s3:storage/rclone | sort
                """
            )
        );
    }

    [Fact]
    public async Task Restic_backs_up_and_restores()
    {
        Assert.SkipUnless(Shell.Has("restic"), "the restic command is not installed");
        var terminal = await AssumedAsync("restic");
        terminal.Export("RESTIC_PASSWORD", "password");
        terminal.Export("RESTIC_REPOSITORY", $"s3:{server.Endpoint}/storage/restic");
        terminal.Export("XDG_CACHE_HOME", Path.Combine(folder, "cache"));
        Assert.EndsWith(
            "same",
            await terminal.PrintsAsync(
                """
                set -e
                mkdir tree && head -c 5000000 /dev/urandom > tree/data && echo text > tree/text
                restic init >/dev/null && restic backup -q tree && restic check -q && restic restore -q latest --target back
                diff -r tree back/tree && echo same
                """
            )
        );
    }

    [Fact]
    public async Task The_sdk_for_dotnet_sets_and_reads_policies_and_versions()
    {
        var keys = await KeysAsync();
        using var s3 = new AmazonS3Client(
            new SessionAWSCredentials(keys[0], keys[1], keys[2]),
            new AmazonS3Config
            {
                ServiceURL = server.Endpoint,
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
            }
        );
        await s3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = "storage",
                VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
            }
        );
        var first = await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                ContentBody = "one",
                TagSet = [new Tag { Key = "a", Value = "b" }],
            }
        );
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                ContentBody = "two",
            }
        );
        using var old = await s3.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                VersionId = first.VersionId,
            }
        );
        using var reader = new StreamReader(old.ResponseStream);
        Assert.Equal("one", await reader.ReadToEndAsync());
        Assert.Equal(2, (await s3.ListVersionsAsync("storage", "sdk")).Versions.Count);
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{teamAccount}}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::storage/*"}]}
            """;
        await s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = "storage", Policy = policy });
        Assert.Equal(policy, (await s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = "storage" })).Policy);
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = "storage", Policy = "{}" })
        );
        Assert.Equal("MalformedPolicy", error.ErrorCode);
    }

    async Task<Terminal> AssumedAsync(string name)
    {
        var keys = await KeysAsync();
        var terminal = NewTerminal(name);
        terminal.ExportCredentials(keys[0], keys[1], keys[2]);
        return terminal;
    }

    async Task<string[]> KeysAsync() =>
        (
            await team.PrintsAsync(
                $"aws sts assume-role --role-arn {role} --role-session-name client --query "
                    + $"'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text"
            )
        ).Split('\t');

    Terminal NewTerminal(string name) => new(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, server.Endpoint);

    static Task WriteAsync(Terminal terminal, string name, string text) => File.WriteAllTextAsync(Path.Combine(terminal.Home, name), text);
}
