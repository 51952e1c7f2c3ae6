using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

[Operation]
static class GetCrl
{
    public static Access Requires(ScalarCrlRequest r, Call c) => AccessTo.One<Crl>(c, Actions.GetCrl, r.CrlId);

    public static CrlDetailResponse Execute(ScalarCrlRequest r, Call c) => CrlShape.Answer(c, Existing.Crl(c, c.Account, r.CrlId));
}
