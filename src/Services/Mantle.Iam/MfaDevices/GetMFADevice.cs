using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

[Operation]
static class GetMFADevice
{
    public static Access Requires(GetMFADeviceRequest r, Call c) => MfaOwner.Needs(c, Actions.GetMFADevice, r.UserName);

    public static GetMFADeviceResponse Execute(GetMFADeviceRequest r, Call c)
    {
        var owner = MfaOwner.Of(c, c.Account, r.UserName);
        var device = owner.Find(r.SerialNumber);
        return new GetMFADeviceResponse
        {
            UserName = owner.Name,
            SerialNumber = device.SerialNumber,
            EnableDate = device.EnableDate,
        };
    }
}
