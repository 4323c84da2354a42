//! Counts the allocations of each contender, apart from the times, which counting would spoil.
//! Compares the bodies of the contenders first.

#![allow(dead_code, reason = "the goals are read by `table`")]

mod layer;
mod model;
mod peers;
mod rows;

use allocation_counter::measure;
use model::{AllCounts, Contender, Counts, OURS};
use std::error::Error;
use std::{fs, thread};

fn main() -> Result<(), Box<dyn Error>> {
    let mut all = AllCounts::new();
    for (name, row) in rows::ROWS {
        let row = row();
        let mut ours = None;
        for contender in &row.contenders {
            let body = (contender.body)();
            if contender.has_our_body && *ours.get_or_insert(body.clone()) != body {
                return Err(format!("{name}: the body of {} is another", contender.name).into());
            }
            let counts = counts(contender, body.len())?;
            if contender.name == OURS {
                println!(
                    "{}: {} allocations, peak {} bytes of a body of {}, kept {}",
                    row.work, counts.allocations, counts.peak, counts.body, counts.kept,
                );
            }
            let of_row = all.entry((*name).to_owned()).or_default();
            of_row.insert(contender.name.to_owned(), counts);
        }
    }
    fs::create_dir_all(model::output())?;
    fs::write(model::counts_file(), serde_json::to_vec_pretty(&all)?)?;
    Ok(())
}

/// Counts on a new thread, which has no buffer yet. The first run shows the bytes that are kept, the
/// second the allocations of a run.
fn counts(contender: &Contender, body: usize) -> Result<Counts, Box<dyn Error>> {
    let run = || measure(|| (contender.run)(1));
    let (first, second) = thread::scope(|scope| scope.spawn(|| (run(), run())).join())
        .map_err(|_| format!("{} panicked", contender.name))?;
    Ok(Counts {
        allocations: second.count_total,
        bytes: second.bytes_total,
        peak: second.bytes_max,
        kept: first.bytes_current,
        body,
    })
}
