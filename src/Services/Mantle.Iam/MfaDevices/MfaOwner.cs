using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>
/// The owner of the MFA devices that a call names: a user, or the root user where it calls without a user name. Where the API requires a
/// name, the root user passes its account id.
/// </summary>
sealed class MfaOwner
{
    readonly Core.Accounts.User? user;
    readonly RootUser root;

    MfaOwner(Core.Accounts.User? user, RootUser root, string name)
    {
        this.user = user;
        this.root = root;
        Name = name;
    }

    public string Name { get; }

    public ImmutableArray<MfaDevice> Devices => user?.MfaDevices ?? root.MfaDevices;

    public static Access Needs(Call call, ActionName action, string? userName) =>
        IsRoot(call, call.Account, userName) ? new Access(action, call.Account.RootArn) : AccessTo.User(call, action, userName);

    public static MfaOwner Of(Call call, Account account, string? userName)
    {
        if (IsRoot(call, account, userName))
            return new MfaOwner(null, account.Root!, account.Id);
        var user = Iam.Existing.UserOrCaller(call, account, userName);
        return new MfaOwner(user, account.Root!, user.Name);
    }

    static bool IsRoot(Call call, Account account, string? userName) =>
        call.Caller.IsRoot && (userName is null || (userName == account.Id && account.Users.Find(userName) is null));

    public MfaDevice Find(string serialNumber)
    {
        foreach (var device in Devices)
            if (device.SerialNumber == serialNumber)
                return device;
        throw Missing(serialNumber);
    }

    public void Put(Change change, ImmutableArray<MfaDevice> devices)
    {
        if (user is null)
            change.Put(root with { MfaDevices = devices });
        else
            change.Put(user with { MfaDevices = devices });
    }

    /// <summary>A virtual device of the account.</summary>
    public static VirtualMfaDevice Virtual(Account account, string serialNumber) =>
        account.VirtualMfaDevices.Find(serialNumber)
        ?? throw Errors.NoSuchEntity($"VirtualMFADevice with serial number {serialNumber} doesn't exist.");

    /// <summary>The access to a virtual device, which need not exist.</summary>
    public static Access NeedsVirtual(Call call, ActionName action, string serialNumber)
    {
        var device = call.Account.VirtualMfaDevices.Find(serialNumber);
        return new(action, device?.Arn ?? ArnOf(call, serialNumber)) { ResourceTags = device?.Tags };
    }

    static string ArnOf(Call call, string serialNumber) =>
        serialNumber.StartsWith("arn:", StringComparison.Ordinal) ? serialNumber : $"arn:aws:iam::{call.Account.Id}:mfa/{serialNumber}";

    static Wire.ApiException Missing(string serialNumber) =>
        Errors.NoSuchEntity($"MFA Device with serial number {serialNumber} does not exist.");
}
