//! Files scored by the block come to the same, byte for byte, as files scored lead by lead.

mod agreement;
