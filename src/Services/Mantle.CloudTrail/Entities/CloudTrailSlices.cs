using Mantle.Core.Accounts;

namespace Mantle.CloudTrail.Entities;

/// <summary>The entities of CloudTrail in an account.</summary>
static class CloudTrailSlices
{
    extension(Account account)
    {
        public Table<Trail> Trails => account.Slices.Table<Trail>();

        /// <summary>The state of each trail's delivery, by the trail's id.</summary>
        public Table<TrailProgress> TrailProgress => account.Slices.Table<TrailProgress>();

        public Table<DigestKey> DigestKeys => account.Slices.Table<DigestKey>();
    }
}
