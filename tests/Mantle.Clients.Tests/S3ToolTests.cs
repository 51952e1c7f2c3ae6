using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Unmodified S3 programs with the temporary credentials of a role in another account.</summary>
[Trait("speed", "slow")]
public sealed class S3ToolTests : S3ClientTest
{
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
}
