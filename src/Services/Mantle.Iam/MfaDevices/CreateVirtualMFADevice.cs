using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>Only this answer has the seed and its QR code.</summary>
[Operation]
static class CreateVirtualMFADevice
{
    const int SeedLength = 40,
        LongestSerialNumber = 256;

    public static Access Requires(CreateVirtualMFADeviceRequest r, Call c) =>
        new(Actions.CreateVirtualMFADevice, Arn(c.Account, r))
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(r.Tags, Actions.TagMFADevice, Arn(c.Account, r)),
        };

    public static CreateVirtualMFADeviceResponse Execute(CreateVirtualMFADeviceRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var arn = Arn(change.Account, r);
        if (arn.Length > LongestSerialNumber)
            throw Errors.ValidationError(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"1 validation error detected: Value at 'virtualMFADeviceName' failed to satisfy constraint: Member must "
                        + $"have length less than or equal to {LongestSerialNumber - arn.Length + r.VirtualMFADeviceName.Length}"
                )
            );
        if (change.Account.VirtualMfaDevices.Find(arn) is not null)
            throw Errors.EntityAlreadyExists("MFA device already exists.");
        // AWS's quota for virtual devices, assigned or not, is the quota for users.
        Quota.Check(change, "VirtualMFADevicesPerAccount", Quota.Users, change.Account.VirtualMfaDevices.Count);
        var device = new VirtualMfaDevice
        {
            Arn = arn,
            Id = $"mfa/{RandomId.New()}",
            Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
        };
        var seed = Base32.Encode(RandomNumberGenerator.GetBytes(SeedLength));
        change.Put(device);
        change.PutSecret(device.Id, seed);
        var address = $"otpauth://totp/{Uri.EscapeDataString(r.VirtualMFADeviceName)}@{change.Account.Id}?secret={seed}";
        return new CreateVirtualMFADeviceResponse
        {
            VirtualMFADevice = new()
            {
                SerialNumber = arn,
                Base32StringSeed = Encoding.ASCII.GetBytes(seed),
                QRCodePNG = PngImage.Of(QrCode.Of(Encoding.ASCII.GetBytes(address))),
                Tags = Answers.Tags(device.Tags),
            },
        };
    }

    static string Arn(Account account, CreateVirtualMFADeviceRequest r) => EntityArn.New(account, "mfa", r.Path, r.VirtualMFADeviceName);
}
