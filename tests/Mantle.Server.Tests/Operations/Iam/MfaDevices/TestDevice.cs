using System.Text;
using Mantle.Core.Secrets;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

/// <summary>An authenticator app that holds the seed of a virtual device.</summary>
sealed record TestDevice(TestServer Server, string SerialNumber, string Seed)
{
    public static async Task<TestDevice> NewAsync(TestServer server, TestClient client, string name = "device", string path = "/")
    {
        var answer = await client.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", name), ("Path", path));
        return new TestDevice(
            server,
            answer.Text("SerialNumber"),
            Encoding.ASCII.GetString(Convert.FromBase64String(answer.Text("Base32StringSeed")))
        );
    }

    /// <summary>A device that a user has: its codes up to the present one are used up.</summary>
    public static async Task<TestDevice> EnabledAsync(TestServer server, TestClient root, string user, string name = "device")
    {
        var device = await NewAsync(server, root, name);
        await root.Iam("EnableMFADevice", device.Pair(user));
        return device;
    }

    /// <summary>The code of a time step, counted from the present one.</summary>
    public string Code(long step) => Totp.Code(Base32.Decode(Seed), Totp.StepAt(Server.Clock.GetUtcNow()) + step);

    /// <summary>Waits for the next code.</summary>
    public string NextCode()
    {
        Server.Clock.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        return Code(0);
    }

    /// <summary>The last code and the present one, by a clock that is off: the parameters of enabling and resynchronizing.</summary>
    public (string Name, string Value)[] Pair(string user, long off = 0) =>
        [("UserName", user), ("SerialNumber", SerialNumber), ("AuthenticationCode1", Code(off - 1)), ("AuthenticationCode2", Code(off))];

    public (string Name, string Value)[] With(string code) => [("SerialNumber", SerialNumber), ("TokenCode", code)];
}
