using System.Text;
using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

static class CrlShape
{
    public static CrlDetailResponse Answer(Call call, Crl crl) => new() { Crl = Of(call, crl) };

    public static CrlDetail Of(Call call, Crl crl) =>
        new()
        {
            CrlId = crl.Id,
            CrlArn = ResourceArn.Of<Crl>(call, crl.Id),
            Name = crl.Name,
            CrlData = Encoding.UTF8.GetBytes(crl.Data),
            TrustAnchorArn = crl.TrustAnchorArn,
            Enabled = crl.Enabled,
            CreatedAt = crl.CreateDate,
            UpdatedAt = crl.UpdateDate,
        };
}
