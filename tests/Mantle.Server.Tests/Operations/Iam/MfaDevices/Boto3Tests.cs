using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

/// <summary>MFA with the unmodified boto3: a device of its own, session credentials, and a profile with <c>mfa_serial</c>.</summary>
[Trait("speed", "slow")]
public class Boto3Tests
{
    [Fact]
    public async Task Boto3_enables_a_device_and_uses_its_codes_for_a_session_and_for_a_profiles_role()
    {
        Assert.SkipUnless(
            Shell.Has("python3") && (await Shell.RunAsync("python3 -c 'import boto3'")).Code == 0,
            "python3 with boto3 is not installed"
        );
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        using var server = await MantleProcess.StartAsync(data);
        var root = await MantleProcess.CredentialsAsync(data);
        var script = Path.Combine(folder.Path, "mfa.py");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        var (code, output, error) = await Shell.RunAsync(
            $"python3 '{script}'",
            new Dictionary<string, string>
            {
                ["ENDPOINT"] = server.Endpoint,
                ["FOLDER"] = folder.Path,
                ["AWS_ACCESS_KEY_ID"] = root.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = root.SecretAccessKey,
                ["AWS_DEFAULT_REGION"] = "us-east-1",
            },
            folder.Path
        );
        Assert.True(code == 0, error);
        Assert.Equal("session and role\n", output);
    }

    const string Script = """
        import base64, getpass, hashlib, hmac, json, os, struct, time
        import boto3, botocore.session

        endpoint = os.environ["ENDPOINT"]
        iam = boto3.client("iam", endpoint_url=endpoint)

        def code(seed, step):
            digest = hmac.new(base64.b32decode(seed), struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
            at = digest[-1] & 15
            return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)

        def device(name):
            made = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
            assert made["QRCodePNG"].startswith(b"\x89PNG"), made
            seed = made["Base32StringSeed"].decode()
            iam.enable_mfa_device(UserName="jane", SerialNumber=made["SerialNumber"],
                AuthenticationCode1=code(seed, -1), AuthenticationCode2=code(seed, 0))
            return made["SerialNumber"], seed

        user = iam.create_user(UserName="jane")["User"]["Arn"]
        key = iam.create_access_key(UserName="jane")["AccessKey"]
        condition = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        iam.put_user_policy(UserName="jane", PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*", "Condition": condition}]}))
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": user}, "Action": "sts:AssumeRole", "Condition": condition}]}))["Role"]["Arn"]

        own = dict(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"], endpoint_url=endpoint)
        serial, seed = device("first")
        session = boto3.client("sts", **own).get_session_token(SerialNumber=serial, TokenCode=code(seed, 1))["Credentials"]
        users = boto3.client("iam", endpoint_url=endpoint, aws_access_key_id=session["AccessKeyId"],
            aws_secret_access_key=session["SecretAccessKey"], aws_session_token=session["SessionToken"]).list_users()["Users"]
        assert [found["UserName"] for found in users] == ["jane"], users

        # A profile asks for the code when it first needs credentials; the code is typed in here.
        serial, seed = device("second")
        config = os.path.join(os.environ["FOLDER"], "config")
        with open(config, "w") as file:
            file.write(f"[profile base]\naws_access_key_id={key['AccessKeyId']}\naws_secret_access_key={key['SecretAccessKey']}\n"
                f"[profile role]\nrole_arn={role}\nsource_profile=base\nmfa_serial={serial}\nregion=us-east-1\n")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            del os.environ[name]
        os.environ["AWS_CONFIG_FILE"] = config
        os.environ["AWS_PROFILE"] = "role"
        os.environ["AWS_ENDPOINT_URL"] = endpoint
        profile = botocore.session.Session(profile="role")
        provider = profile.get_component("credential_provider").get_provider("assume-role")
        provider._prompter = lambda prompt: code(seed, 1)
        creator = profile.create_client
        provider._client_creator = lambda service, **arguments: creator(service, endpoint_url=endpoint, **arguments)
        arn = profile.create_client("sts", endpoint_url=endpoint).get_caller_identity()["Arn"]
        assert ":assumed-role/r/" in arn, arn
        print("session and role")
        """;
}
