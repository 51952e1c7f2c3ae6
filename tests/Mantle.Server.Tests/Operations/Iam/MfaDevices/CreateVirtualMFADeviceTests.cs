using System.Text;
using Mantle.Core.Secrets;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class CreateVirtualMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task The_answer_alone_has_seed_and_qr_code()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "phone"), ("Path", "/a/"));
        Assert.Equal("Base32StringSeed QRCodePNG SerialNumber", answer.Members("VirtualMFADevice"));
        Assert.Equal(root.Arn("mfa/a/phone"), answer.Text("SerialNumber"));
        Assert.Matches("^[A-Z2-7]{64}$", Encoding.ASCII.GetString(Convert.FromBase64String(answer.Text("Base32StringSeed"))));
        var png = Convert.FromBase64String(answer.Text("QRCodePNG"));
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png.AsSpan(0, 8)));
        var other = await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "other"));
        Assert.NotEqual(answer.Text("Base32StringSeed"), other.Text("Base32StringSeed"));
    }

    [Theory]
    [InlineData("d")]
    [InlineData("some.body+phone=1@example.com")]
    [InlineData(
        "a-name-that-takes-up-nearly-all-of-the-serial-number-"
            + "a-name-that-takes-up-nearly-all-of-the-serial-number-"
            + "a-name-that-takes-up-nearly-all-of-the-serial-number-"
            + "a-name-that-takes-up-nearly-all-of-the-serial-number-"
            + "222222222"
    )]
    public async Task A_real_reader_finds_the_device_and_its_seed_in_the_qr_code(string name)
    {
        Assert.SkipUnless(Shell.Has("zbarimg"), "zbarimg is not installed");
        var root = await server.NewAccountAsync();
        var answer = await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", name));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "code.png");
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(answer.Text("QRCodePNG")), TestContext.Current.CancellationToken);
        var (code, output, error) = await Shell.RunAsync($"zbarimg --quiet --raw '{file}'");
        Assert.True(code == 0, error);
        var seed = Encoding.ASCII.GetString(Convert.FromBase64String(answer.Text("Base32StringSeed")));
        Assert.Equal($"otpauth://totp/{Uri.EscapeDataString(name)}@{root.AccountId}?secret={seed}", output.Trim());
    }

    [Fact]
    public async Task Name_and_path_together_are_unique()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "x"));
        await root.Refused("EntityAlreadyExists", "MFA device already exists.", "CreateVirtualMFADevice", ("VirtualMFADeviceName", "x"));
        await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "x"), ("Path", "/a/"));
    }

    [Fact]
    public async Task A_serial_number_that_could_not_be_passed_again_is_not_made()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'virtualMFADeviceName' failed to satisfy constraint: Member must have "
                + "length less than or equal to 226",
            "CreateVirtualMFADevice",
            ("VirtualMFADeviceName", new string('x', 227))
        );
    }

    [Fact]
    public async Task Tags_take_the_permission_to_tag()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("dev", Documents.Allow("iam:CreateVirtualMFADevice"));
        (string, string)[] tagged = [("VirtualMFADeviceName", "x"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
        await caller.Refused("AccessDenied", null, "CreateVirtualMFADevice", tagged);
        var answer = await root.Iam("CreateVirtualMFADevice", tagged);
        Assert.Equal(("k", "v"), (answer.Text("Key"), answer.Text("Value")));
    }

    [Fact]
    public async Task The_seed_is_nowhere_in_the_clear()
    {
        var root = await server.NewAccountAsync();
        var device = await TestDevice.NewAsync(server, root);
        await root.Iam("ListVirtualMFADevices");
        // A second commit, after which the events before it are on the disk.
        await root.Iam("CreateUser", ("UserName", "x"));
        Assert.DoesNotContain(
            (await server.Management.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId))).All("member"),
            line =>
                line.Contains(device.Seed, StringComparison.Ordinal)
                || line.Contains("Seed", StringComparison.OrdinalIgnoreCase)
                || line.Contains("PNG", StringComparison.Ordinal)
        );
        foreach (var file in Directory.EnumerateFiles(server.DataFolder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock")
                continue;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            var bytes = copy.ToArray();
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(device.Seed)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Base32.Decode(device.Seed)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(device.Seed)))));
        }
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_new_device()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("CreateVirtualMFADevice", root.Arn("mfa/x"), root.Arn("mfa/x"), ("VirtualMFADeviceName", "x"));
    }
}
