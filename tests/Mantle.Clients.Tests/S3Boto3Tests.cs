using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Boto3 with the temporary credentials of a role in another account.</summary>
[Trait("speed", "slow")]
public sealed class S3Boto3Tests : S3ClientTest
{
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
}
